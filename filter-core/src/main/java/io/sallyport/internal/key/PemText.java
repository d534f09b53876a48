package io.sallyport.internal.key;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads the blocks of a PEM text (RFC 7468), even one without line breaks. */
final class PemText {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  private PemText() {}

  static boolean isPem(String text) {
    return text.contains(BEGIN);
  }

  /**
   * Reads all blocks in one pass over the text.
   *
   * @throws KeyFormatException if a block lacks its END line or is not Base64
   */
  static List<Block> parse(String text) throws KeyFormatException {
    List<Block> blocks = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int content = text.indexOf(DASHES, begin + BEGIN.length());
      int end = content < 0 ? -1 : text.indexOf(DASHES, content + DASHES.length());
      if (end < 0) {
        throw notEnded();
      }
      String label = text.substring(begin + BEGIN.length(), content);
      String last = END + label + DASHES;
      if (!text.startsWith(last, end)) {
        throw notEnded();
      }
      blocks.add(new Block(label, decode(text.substring(content + DASHES.length(), end))));
      begin = text.indexOf(BEGIN, end + last.length());
    }
    return blocks;
  }

  private static KeyFormatException notEnded() {
    return new KeyFormatException("a PEM block has no END line; copy the whole file");
  }

  private static byte[] decode(String lines) throws KeyFormatException {
    StringBuilder base64 = new StringBuilder(lines.length());
    for (int i = 0; i < lines.length(); i++) {
      char c = lines.charAt(i);
      // Environment variables often have \n as two characters.
      boolean escaped = c == '\\' && lines.startsWith("n", i + 1);
      if (!escaped && c > ' ') {
        base64.append(c);
      }
      i += escaped ? 1 : 0;
    }
    try {
      return Base64.getDecoder().decode(base64.toString());
    } catch (IllegalArgumentException e) {
      throw new KeyFormatException("a PEM block is not Base64; copy the whole file");
    }
  }

  /** The label and content of one block. */
  static final class Block {

    private final String label;
    private final byte[] der;

    private Block(String label, byte[] der) {
      this.label = label;
      this.der = der;
    }

    String label() {
      return label;
    }

    byte[] der() {
      return der;
    }
  }
}
