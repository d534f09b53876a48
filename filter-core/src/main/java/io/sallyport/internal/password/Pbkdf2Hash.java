package io.sallyport.internal.password;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password hash as Jakarta Security's {@code Pbkdf2PasswordHash} writes it: {@code
 * PBKDF2WithHmacSHA512:210000:salt:hash}, the last two in Base64 (RFC 8018, 5.2).
 */
public final class Pbkdf2Hash implements PasswordHash {

  private static final Pattern FORM =
      Pattern.compile(
          "(PBKDF2WithHmacSHA(?:224|256|384|512)):(\\d{1,8}):([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");
  private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
  // Jakarta Security's own lowest values, and bounds that keep one login from taking for ever.
  private static final int LEAST_ITERATIONS = 1024;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int LEAST_BYTES = 16;
  private static final int MOST_BYTES = 1024;
  // OWASP's advice for SHA-512, and for the shorter ones, whose rounds are cheaper.
  private static final int ITERATIONS = 210_000;
  private static final int ITERATIONS_OF_SHORTER = 600_000;

  private final String algorithm;
  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;
  private final String text;

  private Pbkdf2Hash(String algorithm, int iterations, byte[] salt, byte[] hash) {
    this(algorithm, iterations, salt, hash, write(algorithm, iterations, salt, hash));
  }

  private Pbkdf2Hash(String algorithm, int iterations, byte[] salt, byte[] hash, String text) {
    this.algorithm = algorithm;
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
    this.text = text;
  }

  /** The hash, or nothing if the text is none or a weaker one than Jakarta Security would make. */
  public static Optional<PasswordHash> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int iterations = Integer.parseInt(form.group(2));
    try {
      byte[] salt = Base64.getDecoder().decode(form.group(3));
      byte[] hash = Base64.getDecoder().decode(form.group(4));
      boolean good =
          iterations >= LEAST_ITERATIONS
              && iterations <= MOST_ITERATIONS
              && isSized(salt)
              && isSized(hash);
      return good
          ? Optional.of(new Pbkdf2Hash(form.group(1), iterations, salt, hash, text))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isSized(byte[] bytes) {
    return bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES;
  }

  /** A hash with a fresh salt. */
  public static Pbkdf2Hash create(String password) {
    byte[] salt = new byte[LEAST_BYTES];
    new SecureRandom().nextBytes(salt);
    return new Pbkdf2Hash(
        ALGORITHM, ITERATIONS, salt, derive(ALGORITHM, ITERATIONS, salt, 32, password));
  }

  @Override
  public PasswordHash decoy() {
    return new Pbkdf2Hash(algorithm, iterations, salt, new byte[hash.length]);
  }

  @Override
  public boolean verify(String password) {
    return MessageDigest.isEqual(hash, derive(algorithm, iterations, salt, hash.length, password));
  }

  private static byte[] derive(
      String algorithm, int iterations, byte[] salt, int length, String password) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, length * 8);
    try {
      return SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    } finally {
      spec.clearPassword();
    }
  }

  @Override
  public HashAlgorithm algorithm() {
    return HashAlgorithm.PBKDF2;
  }

  @Override
  public boolean isWeak() {
    boolean longer = algorithm.endsWith("512") || algorithm.endsWith("384");
    return iterations < (longer ? ITERATIONS : ITERATIONS_OF_SHORTER);
  }

  @Override
  public String text() {
    return text;
  }

  private static String write(String algorithm, int iterations, byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder();
    return algorithm
        + ':'
        + iterations
        + ':'
        + base64.encodeToString(salt)
        + ':'
        + base64.encodeToString(hash);
  }

  @Override
  public String toString() {
    return "Pbkdf2Hash[" + algorithm + ", " + iterations + " iterations]";
  }
}
