package io.sallyport.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Checks the encoding of bytes before a JSON parser reads them. */
final class Utf8Text {

  private Utf8Text() {}

  /**
   * Checks that bytes are UTF-8 without a byte order mark. Zero bytes are rejected, since the
   * parser would detect UTF-16 or UTF-32 by them.
   *
   * @return whether there is a backslash, so that strings may have escapes
   * @throws JsonFormatException if the bytes are not valid
   */
  static boolean check(byte[] bytes) throws JsonFormatException {
    boolean ascii = true;
    boolean escapes = false;
    for (byte b : bytes) {
      if (b == 0) {
        throw new JsonFormatException("not UTF-8");
      }
      ascii &= b > 0;
      escapes |= b == '\\';
    }
    if (!ascii) {
      checkEncoding(bytes);
    }
    return escapes;
  }

  private static void checkEncoding(byte[] bytes) throws JsonFormatException {
    if (bytes[0] < 0) {
      // A byte order mark, or not JSON anyway.
      throw new JsonFormatException("not JSON");
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw new JsonFormatException("not UTF-8");
    }
  }

  /** Rejects an unpaired surrogate that was written as an escape (RFC 7493). */
  static void checkSurrogates(String text) throws JsonFormatException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new JsonFormatException("half a surrogate pair");
      }
    }
  }
}
