package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Encodes and decodes canonical Base64url (RFC 7515, 2). The same bytes have one valid text only:
 * no padding, no characters of other alphabets, unused bits of the last character zero (RFC 4648,
 * 3.5).
 */
public final class Base64Url {

  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
  }

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Decodes a segment. */
  static byte[] decode(String segment) throws RejectedTokenException {
    // The decoder rejects characters of other alphabets. It accepts padding and unused bits, which
    // the last character shows.
    char last = segment.charAt(segment.length() - 1);
    int value = last < 128 ? VALUES[last] : -1;
    if (value < 0 || hasUnusedBits(segment.length(), value)) {
      throw notCanonical();
    }
    try {
      return Base64.getUrlDecoder().decode(segment.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw notCanonical();
    }
  }

  /** Checks that a segment is canonical, without decoding it. */
  static void check(String segment) throws RejectedTokenException {
    int bad = 0;
    int last = 0;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      last = c < 128 ? VALUES[c] : -1;
      bad |= last;
    }
    if (bad < 0 || (segment.length() & 3) == 1 || hasUnusedBits(segment.length(), last)) {
      throw notCanonical();
    }
  }

  private static boolean hasUnusedBits(int length, int last) {
    int rest = length & 3;
    return (rest == 2 && (last & 0x0f) != 0) || (rest == 3 && (last & 0x03) != 0);
  }

  private static RejectedTokenException notCanonical() {
    return new RejectedTokenException(Rejection.MALFORMED_TOKEN, "not canonical Base64url");
  }
}
