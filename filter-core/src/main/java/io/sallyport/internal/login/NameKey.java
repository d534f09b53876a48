package io.sallyport.internal.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One key for the spellings of a name that a user store may take for one user. Prepared as RFC
 * 4518, 2 prepares what directories compare, and without accents, which most databases ignore.
 * Users whose names differ in nothing else share a count, which is then too high and never too low.
 */
final class NameKey {

  private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\s\\x{85}]+");
  // Soft hyphens, joiners, marks of direction, variation selectors: mapped to nothing.
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cf}\\x{34F}\\x{1806}\\x{180B}-\\x{180D}\\x{FE00}-\\x{FE0F}\\x{FFFC}]");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  // Letters that Unicode does not decompose and that collations take for others all the same.
  private static final Map<Integer, String> PLAIN =
      Map.of(
          (int) 'æ', "ae", (int) 'œ', "oe", (int) 'ø', "o", (int) 'đ', "d", (int) 'ð', "d",
          (int) 'ħ', "h", (int) 'ł', "l", (int) 'ŧ', "t", (int) 'þ', "th");

  private NameKey() {}

  /** A digest, so that no name is stored. */
  static String of(String name) {
    return digest("login " + fold(name));
  }

  /** A digest of a text that names a user. */
  static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String fold(String name) {
    String seen = UNSEEN.matcher(BLANKS.matcher(name).replaceAll(" ")).replaceAll("");
    // By way of the upper case, where "ß" and both small sigmas are what they stand for.
    String lower = decompose(seen).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    StringBuilder plain = new StringBuilder(lower.length());
    decompose(lower).codePoints().forEach(point -> append(plain, point));
    return BLANKS.matcher(plain).replaceAll(" ").strip();
  }

  private static String decompose(String text) {
    return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
  }

  private static void append(StringBuilder plain, int point) {
    int digit = Character.digit(point, 10);
    if (digit >= 0) {
      plain.append(digit);
    } else {
      plain.append(PLAIN.getOrDefault(point, Character.toString(point)));
    }
  }
}
