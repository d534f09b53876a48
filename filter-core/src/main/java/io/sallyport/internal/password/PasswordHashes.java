package io.sallyport.internal.password;

import java.util.Optional;

/** Reads stored hashes of all algorithms, and creates hashes that replace them. */
public final class PasswordHashes {

  private final Optional<HashAlgorithm> wanted;

  private PasswordHashes(Optional<HashAlgorithm> wanted) {
    this.wanted = wanted;
  }

  /**
   * Creates a reader that renews hashes.
   *
   * @param wanted the algorithm that renewed hashes use; if empty, each keeps its own, since the
   *     application may support no other
   */
  public static PasswordHashes of(Optional<HashAlgorithm> wanted) {
    return new PasswordHashes(wanted);
  }

  /** Parses a stored hash; empty if its format is unknown or one of its values is out of range. */
  public static Optional<PasswordHash> parse(String text) {
    return HashAlgorithm.recognise(text).flatMap(algorithm -> algorithm.parse(text));
  }

  /** The hash to compute for unknown names, until a stored hash has been read. */
  public PasswordHash firstDecoy() {
    HashAlgorithm likely = wanted.orElse(HashAlgorithm.PBKDF2);
    return likely.create("").orElseGet(() -> Pbkdf2Hash.create("")).decoy();
  }

  /**
   * Creates a stronger hash for a password that has just matched.
   *
   * @return empty if the stored hash is strong enough, or if the new algorithm cannot hash this
   *     password
   */
  public Optional<PasswordHash> renew(PasswordHash stored, String password) {
    HashAlgorithm algorithm = wanted.orElse(stored.algorithm());
    return stored.isWeak() || stored.algorithm() != algorithm
        ? algorithm.create(password)
        : Optional.empty();
  }
}
