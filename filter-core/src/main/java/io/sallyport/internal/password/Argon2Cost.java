package io.sallyport.internal.password;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Memory (KiB), passes and lanes of an argon2id hash. */
final class Argon2Cost {

  // Limits, so that one login cannot exhaust the CPU or the server's memory.
  private static final int MAX_MEMORY = 262_144;
  private static final int MAX_LANES = 16;
  // OWASP's recommendation, and the weakest alternative that it lists: 7 MiB and five passes.
  private static final int MEMORY = 19_456;
  private static final int PASSES = 2;
  private static final int WEAK_MEMORY_BELOW = 7168;
  private static final int WEAK_WORK_BELOW = 35_840;

  private static final HashMemory HEAP = HashMemory.ofThisJvm();

  static final Argon2Cost DEFAULT = new Argon2Cost(MEMORY, PASSES, 1);

  private final int memory;
  private final int passes;
  private final int lanes;

  Argon2Cost(int memory, int passes, int lanes) {
    this.memory = memory;
    this.passes = passes;
    this.lanes = lanes;
  }

  boolean isInRange() {
    return memory <= MAX_MEMORY
        && passes >= 1
        && lanes >= 1
        && lanes <= MAX_LANES
        && memory >= 8 * lanes;
  }

  boolean isWeak() {
    return memory < WEAK_MEMORY_BELOW || (long) memory * passes < WEAK_WORK_BELOW;
  }

  byte[] compute(String password, byte[] salt, int length) {
    return HEAP.compute(memory, () -> generate(password, salt, length));
  }

  private byte[] generate(String password, byte[] salt, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] computed = new byte[length];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), computed);
    return computed;
  }

  /** As in the stored text. */
  String text() {
    return "m=" + memory + ",t=" + passes + ",p=" + lanes;
  }

  @Override
  public String toString() {
    return memory + " KiB, " + passes + " passes";
  }
}
