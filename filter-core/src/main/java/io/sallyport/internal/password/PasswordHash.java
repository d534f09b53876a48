package io.sallyport.internal.password;

/** A stored password hash, which verifies passwords. */
public interface PasswordHash {

  /**
   * Hashes the password and compares the result. It takes the same time for a matching, a wrong and
   * an impossible password (over 72 bytes for bcrypt).
   *
   * @throws io.sallyport.internal.engine.CredentialOutageException if the algorithm is not
   *     available
   */
  boolean verify(String password);

  /** A hash of the same algorithm and cost, which no password matches. */
  PasswordHash decoy();

  HashAlgorithm algorithm();

  /** Whether it is weaker than a new hash of the same algorithm would be. */
  boolean isWeak();

  /** The hash as it is stored. */
  String text();
}
