package io.sallyport.internal.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A hash as argon2id writes it: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, the last two in
 * Base64 without padding (RFC 9106).
 */
final class Argon2Hash implements PasswordHash {

  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
  private static final SecureRandom RANDOM = new SecureRandom();
  // Bounds: one login shall neither take for ever nor the server's memory.
  private static final int MOST_MEMORY = 262_144;
  private static final int MOST_LANES = 16;
  private static final int LEAST_BYTES = 8;
  private static final int MOST_BYTES = 128;
  // OWASP's advice, and the least of what it calls as good: 7 MiB and five passes.
  private static final int MEMORY = 19_456;
  private static final int PASSES = 2;
  private static final int WEAK_MEMORY_BELOW = 7168;
  private static final int WEAK_WORK_BELOW = 35_840;

  private static final HashMemory HEAP = HashMemory.ofThisJvm();

  private final int memory;
  private final int passes;
  private final int lanes;
  private final byte[] salt;
  private final byte[] hash;

  private Argon2Hash(int memory, int passes, int lanes, byte[] salt, byte[] hash) {
    this.memory = memory;
    this.passes = passes;
    this.lanes = lanes;
    this.salt = salt;
    this.hash = hash;
  }

  static Optional<PasswordHash> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int memory = Integer.parseInt(form.group(1));
    int passes = Integer.parseInt(form.group(2));
    int lanes = Integer.parseInt(form.group(3));
    try {
      byte[] salt = Base64.getDecoder().decode(form.group(4));
      byte[] hash = Base64.getDecoder().decode(form.group(5));
      boolean good =
          memory <= MOST_MEMORY
              && passes >= 1
              && lanes >= 1
              && lanes <= MOST_LANES
              && memory >= 8 * lanes
              && isSized(salt)
              && isSized(hash);
      return good
          ? Optional.of(new Argon2Hash(memory, passes, lanes, salt, hash))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isSized(byte[] bytes) {
    return bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES;
  }

  static PasswordHash create(String password) {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    Argon2Hash unfilled = new Argon2Hash(MEMORY, PASSES, 1, salt, new byte[32]);
    return new Argon2Hash(MEMORY, PASSES, 1, salt, unfilled.compute(password));
  }

  private byte[] compute(String password) {
    return HEAP.compute(memory, () -> generate(password));
  }

  private byte[] generate(String password) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] computed = new byte[hash.length];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), computed);
    return computed;
  }

  @Override
  public boolean verify(String password) {
    return MessageDigest.isEqual(hash, compute(password));
  }

  @Override
  public PasswordHash decoy() {
    return new Argon2Hash(memory, passes, lanes, salt, new byte[hash.length]);
  }

  @Override
  public HashAlgorithm algorithm() {
    return HashAlgorithm.ARGON2ID;
  }

  @Override
  public boolean isWeak() {
    return memory < WEAK_MEMORY_BELOW || (long) memory * passes < WEAK_WORK_BELOW;
  }

  @Override
  public String text() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m="
        + memory
        + ",t="
        + passes
        + ",p="
        + lanes
        + '$'
        + base64.encodeToString(salt)
        + '$'
        + base64.encodeToString(hash);
  }

  @Override
  public String toString() {
    return "Argon2Hash[" + memory + " KiB, " + passes + " passes]";
  }
}
