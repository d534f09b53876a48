package io.sallyport.internal.login;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hash as bcrypt writes it: {@code $2b$12$}, 22 characters of salt, 31 of hash. bcrypt sees 72
 * bytes and no more, so a longer password is never right; it is not cut.
 */
final class BcryptHash implements PasswordHash {

  private static final Pattern FORM =
      Pattern.compile("\\$2([aby])\\$(\\d\\d)\\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{31}");
  private static final int MOST_BYTES = 72;
  private static final int HASH_CHARACTERS = 31;
  private static final int LEAST_COST = 4;
  // Half a minute: one login shall not take for ever.
  private static final int MOST_COST = 18;
  // OWASP asks for 10; 12 is a quarter of a second.
  private static final int COST = 12;
  private static final int WEAK_BELOW = 10;

  private final Bcrypt version;
  private final int cost;
  private final String text;

  private BcryptHash(Bcrypt version, int cost, String text) {
    this.version = version;
    this.cost = cost;
    this.text = text;
  }

  static Optional<PasswordHash> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int cost = Integer.parseInt(form.group(2));
    return cost < LEAST_COST || cost > MOST_COST
        ? Optional.empty()
        : Optional.of(new BcryptHash(Bcrypt.valueOf(form.group(1).charAt(0)), cost, text));
  }

  /** Nothing for a password that bcrypt cannot hash whole. */
  static Optional<PasswordHash> create(String password) {
    return isTooLong(password)
        ? Optional.empty()
        : Optional.of(
            new BcryptHash(
                Bcrypt.B,
                COST,
                BcryptFunction.getInstance(Bcrypt.B, COST).hash(password).getResult()));
  }

  private static boolean isTooLong(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
  }

  @Override
  public boolean verify(String password) {
    boolean tooLong = isTooLong(password);
    String computed =
        BcryptFunction.getInstance(version, cost).hash(tooLong ? "" : password, text).getResult();
    // The version is not part of what was computed: $2a, $2b and $2y are the same up to 72 bytes.
    return MessageDigest.isEqual(tail(computed), tail(text)) && !tooLong;
  }

  private static byte[] tail(String hash) {
    return hash.substring(hash.length() - HASH_CHARACTERS).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public PasswordHash decoy() {
    String salted = text.substring(0, text.length() - HASH_CHARACTERS);
    return new BcryptHash(version, cost, salted + ".".repeat(HASH_CHARACTERS));
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
