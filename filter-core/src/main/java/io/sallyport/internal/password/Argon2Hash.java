package io.sallyport.internal.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stored argon2id hash: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, the last two in Base64
 * without padding (RFC 9106).
 */
final class Argon2Hash implements PasswordHash {

  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MIN_BYTES = 8;
  private static final int MAX_BYTES = 128;

  private final Argon2Cost cost;
  private final byte[] salt;
  private final byte[] hash;

  private Argon2Hash(Argon2Cost cost, byte[] salt, byte[] hash) {
    this.cost = cost;
    this.salt = salt;
    this.hash = hash;
  }

  static Optional<PasswordHash> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    Argon2Cost cost =
        new Argon2Cost(
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)));
    try {
      byte[] salt = Base64.getDecoder().decode(form.group(4));
      byte[] hash = Base64.getDecoder().decode(form.group(5));
      return cost.isInRange() && isSized(salt) && isSized(hash)
          ? Optional.of(new Argon2Hash(cost, salt, hash))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isSized(byte[] bytes) {
    return bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES;
  }

  static PasswordHash create(String password) {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    byte[] hash = Argon2Cost.DEFAULT.compute(password, salt, 32);
    return new Argon2Hash(Argon2Cost.DEFAULT, salt, hash);
  }

  @Override
  public boolean verify(String password) {
    return MessageDigest.isEqual(hash, cost.compute(password, salt, hash.length));
  }

  @Override
  public PasswordHash decoy() {
    return new Argon2Hash(cost, salt, new byte[hash.length]);
  }

  @Override
  public HashAlgorithm algorithm() {
    return HashAlgorithm.ARGON2ID;
  }

  @Override
  public boolean isWeak() {
    return cost.isWeak();
  }

  @Override
  public String text() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$"
        + cost.text()
        + '$'
        + base64.encodeToString(salt)
        + '$'
        + base64.encodeToString(hash);
  }

  @Override
  public String toString() {
    return "Argon2Hash[" + cost + "]";
  }
}
