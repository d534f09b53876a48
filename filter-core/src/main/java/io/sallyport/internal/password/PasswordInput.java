package io.sallyport.internal.password;

import java.nio.charset.StandardCharsets;

/** Checks the syntax of a submitted user name and password, before a user store is called. */
public final class PasswordInput {

  private static final int MAX_LENGTH = 1024;

  private PasswordInput() {}

  /**
   * Whether a user can have this name and password. A long password is rejected before it is
   * hashed. A name with a NUL character is rejected because databases report it as an error, which
   * would look like an outage.
   */
  public static boolean isAcceptable(String name, String password) {
    return !name.isBlank()
        && name.length() <= MAX_LENGTH
        && password.length() <= MAX_LENGTH
        && isUnambiguous(name);
  }

  /**
   * Whether no other text has the same hash. HMAC pads its key with zeroes and bcrypt stops at one,
   * so "word" and "word\\0" have the same hash. Half of a surrogate pair is encoded as a question
   * mark.
   */
  public static boolean isUnambiguous(String text) {
    return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** Whether the password matches the stored hash; always computes a hash. */
  public static boolean matches(PasswordHash stored, String password) {
    boolean verified = stored.verify(password);
    return verified && isUnambiguous(password);
  }
}
