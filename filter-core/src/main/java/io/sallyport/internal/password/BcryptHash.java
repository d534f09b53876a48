package io.sallyport.internal.password;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * A stored bcrypt hash: {@code $2b$12$}, 22 characters of salt, 31 of hash. bcrypt reads at most 72
 * bytes, so a longer password never matches. It is not truncated.
 */
final class BcryptHash implements PasswordHash {

  private static final Pattern FORM =
      Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{31}");
  private static final int MAX_BYTES = 72;
  private static final int SALT_BYTES = 16;
  private static final int HASH_CHARACTERS = 31;
  private static final int MIN_COST = 4;
  // Half a minute for one login.
  private static final int MAX_COST = 18;
  // OWASP requires 10; 12 takes a quarter of a second.
  private static final int COST = 12;
  private static final int WEAK_BELOW = 10;

  private final int cost;
  private final String text;

  private BcryptHash(int cost, String text) {
    this.cost = cost;
    this.text = text;
  }

  static Optional<PasswordHash> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int cost = Integer.parseInt(form.group(1));
    return cost < MIN_COST || cost > MAX_COST
        ? Optional.empty()
        : Optional.of(new BcryptHash(cost, text));
  }

  /** Hashes a password; empty if it is longer than bcrypt can hash. */
  static Optional<PasswordHash> create(String password) {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BYTES) {
      return Optional.empty();
    }
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return Optional.of(new BcryptHash(COST, OpenBSDBCrypt.generate("2b", bytes, salt, COST)));
  }

  @Override
  public boolean verify(String password) {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    boolean tooLong = bytes.length > MAX_BYTES;
    // $2a, $2b and $2y are the same up to 72 bytes.
    return OpenBSDBCrypt.checkPassword(text, tooLong ? new byte[0] : bytes) && !tooLong;
  }

  @Override
  public PasswordHash decoy() {
    String salted = text.substring(0, text.length() - HASH_CHARACTERS);
    return new BcryptHash(cost, salted + ".".repeat(HASH_CHARACTERS));
  }

  @Override
  public HashAlgorithm algorithm() {
    return HashAlgorithm.BCRYPT;
  }

  @Override
  public boolean isWeak() {
    return cost < WEAK_BELOW;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return "BcryptHash[cost " + cost + "]";
  }
}
