package io.sallyport.internal.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stored PBKDF2 hash in the format of Jakarta Security's {@code Pbkdf2PasswordHash}: {@code
 * PBKDF2WithHmacSHA512:210000:salt:hash}, the last two in Base64 (RFC 8018, 5.2).
 */
public final class Pbkdf2Hash implements PasswordHash {

  private static final Pattern FORM =
      Pattern.compile(
          "(PBKDF2WithHmacSHA(?:224|256|384|512)):(\\d{1,8}):([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");
  private static final int MIN_BYTES = 16;
  private static final int MAX_BYTES = 1024;

  private final Pbkdf2Cost cost;
  private final byte[] salt;
  private final byte[] hash;
  private final String text;

  private Pbkdf2Hash(Pbkdf2Cost cost, byte[] salt, byte[] hash, String text) {
    this.cost = cost;
    this.salt = salt;
    this.hash = hash;
    this.text = text;
  }

  private static Pbkdf2Hash of(Pbkdf2Cost cost, byte[] salt, byte[] hash) {
    return new Pbkdf2Hash(cost, salt, hash, write(cost, salt, hash));
  }

  /** Parses a stored hash; empty if the format is invalid or a value is out of range. */
  public static Optional<PasswordHash> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    Pbkdf2Cost cost = new Pbkdf2Cost(form.group(1), Integer.parseInt(form.group(2)));
    try {
      byte[] salt = Base64.getDecoder().decode(form.group(3));
      byte[] hash = Base64.getDecoder().decode(form.group(4));
      return cost.isInRange() && isSized(salt) && isSized(hash)
          ? Optional.of(new Pbkdf2Hash(cost, salt, hash, text))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isSized(byte[] bytes) {
    return bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES;
  }

  /** Hashes a password with a new salt. */
  public static Pbkdf2Hash create(String password) {
    byte[] salt = new byte[MIN_BYTES];
    new SecureRandom().nextBytes(salt);
    return of(Pbkdf2Cost.DEFAULT, salt, Pbkdf2Cost.DEFAULT.derive(password, salt, 32));
  }

  @Override
  public PasswordHash decoy() {
    return of(cost, salt, new byte[hash.length]);
  }

  @Override
  public boolean verify(String password) {
    return MessageDigest.isEqual(hash, cost.derive(password, salt, hash.length));
  }

  @Override
  public HashAlgorithm algorithm() {
    return HashAlgorithm.PBKDF2;
  }

  @Override
  public boolean isWeak() {
    return cost.isWeak();
  }

  @Override
  public String text() {
    return text;
  }

  private static String write(Pbkdf2Cost cost, byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder();
    return cost.text() + ':' + base64.encodeToString(salt) + ':' + base64.encodeToString(hash);
  }

  @Override
  public String toString() {
    return "Pbkdf2Hash[" + cost + "]";
  }
}
