package io.sallyport.internal.password;

import java.nio.charset.StandardCharsets;

/** What no name or password of a person can be, so that nothing needs to be asked about it. */
public final class Plausibility {

  private static final int LONGEST = 1024;

  private Plausibility() {}

  /**
   * Whether there can be such a person with such a password. Before hashing: a long password shall
   * not cost long hashing. Databases refuse a name with a NUL character as an error of theirs,
   * which would look like an outage.
   */
  public static boolean isPlausible(String name, String password) {
    return !name.isBlank()
        && name.length() <= LONGEST
        && password.length() <= LONGEST
        && isDistinct(name);
  }

  /**
   * Whether hashing tells this text from every other. HMAC pads its key with zeroes and bcrypt ends
   * at one, so that "word" and "word\\0" have the same hash; half of a surrogate pair becomes a
   * question mark. They are not the same password.
   */
  public static boolean isDistinct(String text) {
    return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** Whether this password was stored; always hashes. */
  public static boolean matches(PasswordHash stored, String password) {
    boolean same = stored.verify(password);
    return same && isDistinct(password);
  }
}
