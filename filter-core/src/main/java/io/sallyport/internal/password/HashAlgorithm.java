package io.sallyport.internal.password;

import java.util.Optional;

/**
 * The supported password hash algorithms. PBKDF2 is part of Java. The other two need the optional
 * Bouncy Castle library, of which no class is loaded before such a hash is read.
 */
public enum HashAlgorithm {
  PBKDF2("pbkdf2", "PBKDF2"),
  BCRYPT("bcrypt", "$2"),
  ARGON2ID("argon2id", "$argon2id$");

  /** What to do if the library is missing. */
  static final String REMEDY = "needs org.bouncycastle:bcprov-jdk18on:1.87; add it to WEB-INF/lib";

  private final String word;
  private final String prefix;

  HashAlgorithm(String word, String prefix) {
    this.word = word;
    this.prefix = prefix;
  }

  /** Finds the algorithm with this name in web.xml. */
  public static Optional<HashAlgorithm> find(String word) {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.word.equals(word)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** Finds the algorithm of a stored hash by its prefix. */
  public static Optional<HashAlgorithm> recognise(String text) {
    for (HashAlgorithm algorithm : values()) {
      if (text.startsWith(algorithm.prefix)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** What the deployer must do before this algorithm can be used; empty if nothing is missing. */
  public Optional<String> findMissing() {
    return this == PBKDF2 || isBouncyCastlePresent()
        ? Optional.empty()
        : Optional.of(word + " " + REMEDY);
  }

  private static boolean isBouncyCastlePresent() {
    ClassLoader ours = HashAlgorithm.class.getClassLoader();
    try {
      // Not initialized, since only their presence counts. Releases before 1.61 lack the second.
      Class.forName("org.bouncycastle.crypto.generators.OpenBSDBCrypt", false, ours);
      Class.forName("org.bouncycastle.crypto.generators.Argon2BytesGenerator", false, ours);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Parses a stored hash; empty if its format or one of its values is invalid. */
  Optional<PasswordHash> parse(String text) {
    if (findMissing().isPresent()) {
      return Optional.of(new UnavailableHash(this, text));
    }
    switch (this) {
      case BCRYPT:
        return BcryptHash.parse(text);
      case ARGON2ID:
        return Argon2Hash.parse(text);
      default:
        return Pbkdf2Hash.parse(text);
    }
  }

  /**
   * Hashes a password with a new salt and the present default cost; empty if the algorithm cannot
   * hash it.
   */
  Optional<PasswordHash> create(String password) {
    switch (this) {
      case BCRYPT:
        return BcryptHash.create(password);
      case ARGON2ID:
        return Optional.of(Argon2Hash.create(password));
      default:
        return Optional.of(Pbkdf2Hash.create(password));
    }
  }

  /** The name in web.xml. */
  @Override
  public String toString() {
    return word;
  }
}
