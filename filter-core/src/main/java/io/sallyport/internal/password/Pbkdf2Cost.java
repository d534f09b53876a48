package io.sallyport.internal.password;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The algorithm and the number of iterations of a PBKDF2 hash. */
final class Pbkdf2Cost {

  // The minimum of Jakarta Security, and a maximum that limits the time of one login.
  private static final int MIN_ITERATIONS = 1024;
  private static final int MAX_ITERATIONS = 10_000_000;
  // OWASP's recommendation for SHA-512, and for shorter hashes, which are faster to compute.
  private static final int ITERATIONS = 210_000;
  private static final int ITERATIONS_OF_SHORTER = 600_000;

  static final Pbkdf2Cost DEFAULT = new Pbkdf2Cost("PBKDF2WithHmacSHA512", ITERATIONS);

  private final String algorithm;
  private final int iterations;

  Pbkdf2Cost(String algorithm, int iterations) {
    this.algorithm = algorithm;
    this.iterations = iterations;
  }

  boolean isInRange() {
    return iterations >= MIN_ITERATIONS && iterations <= MAX_ITERATIONS;
  }

  boolean isWeak() {
    boolean longer = algorithm.endsWith("512") || algorithm.endsWith("384");
    return iterations < (longer ? ITERATIONS : ITERATIONS_OF_SHORTER);
  }

  byte[] derive(String password, byte[] salt, int length) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, length * 8);
    try {
      return SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    } finally {
      spec.clearPassword();
    }
  }

  /** As in the stored text. */
  String text() {
    return algorithm + ':' + iterations;
  }

  @Override
  public String toString() {
    return algorithm + ", " + iterations + " iterations";
  }
}
