package io.sallyport.internal.password;

import java.util.Optional;

/**
 * The ways to hash a password that we know. PBKDF2 is built in; the other two are Bouncy Castle's,
 * which an application may have: no class of it is loaded before such a hash is met.
 */
public enum HashAlgorithm {
  PBKDF2("pbkdf2", "PBKDF2"),
  BCRYPT("bcrypt", "$2"),
  ARGON2ID("argon2id", "$argon2id$");

  /** What to do where it is missing. */
  static final String REMEDY =
      "needs org.bouncycastle:bcprov-jdk18on:1.87; put it into WEB-INF/lib";

  private final String word;
  private final String prefix;

  HashAlgorithm(String word, String prefix) {
    this.word = word;
    this.prefix = prefix;
  }

  /** The one of this name in web.xml. */
  public static Optional<HashAlgorithm> find(String word) {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.word.equals(word)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** The one that a stored text claims to be of. */
  public static Optional<HashAlgorithm> recognise(String text) {
    for (HashAlgorithm algorithm : values()) {
      if (text.startsWith(algorithm.prefix)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** What a deployer must do before this can be used, if anything. */
  public Optional<String> findMissing() {
    return this == PBKDF2 || isBouncyCastleThere()
        ? Optional.empty()
        : Optional.of(word + " " + REMEDY);
  }

  private static boolean isBouncyCastleThere() {
    ClassLoader ours = HashAlgorithm.class.getClassLoader();
    try {
      // Not initialised: only whether they are there. Releases before 1.61 lack the second.
      Class.forName("org.bouncycastle.crypto.generators.OpenBSDBCrypt", false, ours);
      Class.forName("org.bouncycastle.crypto.generators.Argon2BytesGenerator", false, ours);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The hash; nothing if the text is out of form or bounds. */
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

  /** A hash with a fresh salt and today's cost; nothing if this cannot hash that password. */
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
