package io.sallyport.internal.password;

/** A stored password hash: says whether a password is the one that it was made of. */
public interface PasswordHash {

  /**
   * Hashes the password and compares; takes the same time whether it is right or wrong, and where
   * it cannot be right (bcrypt's 72 bytes) too.
   *
   * @throws io.sallyport.internal.engine.CredentialOutageException if hashes of this kind cannot be
   *     computed here
   */
  boolean verify(String password);

  /** One of the same kind and cost, which no password opens. */
  PasswordHash decoy();

  HashAlgorithm algorithm();

  /** Whether it costs a thief less than one that we would make today of the same algorithm. */
  boolean isWeak();

  /** As it is stored. */
  String text();
}
