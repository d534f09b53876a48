package io.sallyport.internal.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * Maps all spellings of a name that a user store may accept for one user to one key. The name is
 * prepared as for comparison in directories (RFC 4518, 2), and without accents, which most
 * databases ignore. Users whose names differ in nothing else share a count: it may be too high,
 * never too low.
 */
public final class NameKey {

  private static final int NEXT_LINE = 0x85;
  private static final int MONGOLIAN_HYPHEN = 0x1806;
  private static final int REPLACED_OBJECT = 0xfffc;
  // Letters that Unicode does not decompose, but that collations treat as other letters.
  private static final Map<Integer, String> PLAIN =
      Map.of(
          (int) 'æ', "ae", (int) 'œ', "oe", (int) 'ø', "o", (int) 'đ', "d", (int) 'ð', "d",
          (int) 'ħ', "h", (int) 'ł', "l", (int) 'ŧ', "t", (int) 'þ', "th");

  private NameKey() {}

  /** The key of a name: a digest, so that no name is stored. */
  static String of(String name) {
    return digest("login " + fold(name));
  }

  /** The digest of a text that identifies a user. */
  public static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  // By code point, since the client may send any text.
  static String fold(String name) {
    // By way of upper case, which maps "ß" to "SS" and both small sigmas to one letter.
    String lower = plain(name).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return plain(lower).strip();
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKD)
        .codePoints()
        .filter(point -> isBlank(point) || !isInvisible(point))
        .forEach(point -> append(plain, point));
    return plain.toString();
  }

  private static void append(StringBuilder plain, int point) {
    int digit = Character.digit(point, 10);
    if (digit >= 0) {
      plain.append(digit);
    } else if (!isBlank(point)) {
      plain.append(PLAIN.getOrDefault(point, Character.toString(point)));
    } else if (plain.length() > 0 && plain.charAt(plain.length() - 1) != ' ') {
      plain.append(' ');
    }
  }

  private static boolean isBlank(int point) {
    return Character.isSpaceChar(point) || Character.isWhitespace(point) || point == NEXT_LINE;
  }

  // Accents, soft hyphens, joiners, direction marks, variation selectors.
  private static boolean isInvisible(int point) {
    switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK:
      case Character.COMBINING_SPACING_MARK:
      case Character.ENCLOSING_MARK:
      case Character.CONTROL:
      case Character.FORMAT:
        return true;
      default:
        return point == MONGOLIAN_HYPHEN || point == REPLACED_OBJECT;
    }
  }
}
