package io.sallyport.internal.password;

import java.util.Optional;

/** Reads stored hashes of every kind, and makes the ones that shall take their place. */
public final class PasswordHashes {

  private final Optional<HashAlgorithm> wanted;

  private PasswordHashes(Optional<HashAlgorithm> wanted) {
    this.wanted = wanted;
  }

  /**
   * Hashes.
   *
   * @param wanted the algorithm that every hash shall come to be of; without it each keeps its own,
   *     since the application may know no other
   */
  public static PasswordHashes of(Optional<HashAlgorithm> wanted) {
    return new PasswordHashes(wanted);
  }

  /** The hash; nothing if it is of no kind that we know, or out of bounds. */
  public static Optional<PasswordHash> parse(String text) {
    return HashAlgorithm.recognise(text).flatMap(algorithm -> algorithm.parse(text));
  }

  /** For names that nobody has, as long as no hash of anybody's was met. */
  public PasswordHash firstDecoy() {
    HashAlgorithm likely = wanted.orElse(HashAlgorithm.PBKDF2);
    return likely.create("").orElseGet(() -> Pbkdf2Hash.create("")).decoy();
  }

  /**
   * A better hash for a password that was right just now.
   *
   * @return nothing if the stored one is good enough, or the better one cannot hash this password
   */
  public Optional<PasswordHash> renew(PasswordHash stored, String password) {
    HashAlgorithm algorithm = wanted.orElse(stored.algorithm());
    return stored.isWeak() || stored.algorithm() != algorithm
        ? algorithm.create(password)
        : Optional.empty();
  }
}
