package io.sallyport.internal.key;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a PEM text (RFC 7468), also where the line breaks were lost on the way. */
final class PemText {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private PemText() {}

  static boolean isPem(String text) {
    return text.contains("-----BEGIN ");
  }

  static List<Block> parse(String text) throws KeyFormatException {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      // Environment variables often hold \n as two characters.
      String base64 = matcher.group(2).replace("\\n", "").replaceAll("\\s", "");
      try {
        blocks.add(new Block(matcher.group(1), Base64.getDecoder().decode(base64)));
      } catch (IllegalArgumentException e) {
        throw new KeyFormatException("has a PEM block that is not Base64; copy the whole file");
      }
    }
    if (blocks.isEmpty()) {
      throw new KeyFormatException("has a PEM block without its END line; copy the whole file");
    }
    return blocks;
  }

  /** What stands between BEGIN and END. */
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
