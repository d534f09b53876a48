package io.sallyport.internal.login;

import java.util.Optional;

/** A row of the caller query: the stored hash and, if the query returns it, the stored name. */
final class JdbcUser {

  private final String hash;
  private final Optional<String> name;

  JdbcUser(String hash, Optional<String> name) {
    this.hash = hash;
    this.name = name;
  }

  String hash() {
    return hash;
  }

  /** The name as the database stores it, or as it was typed if the query returns only the hash. */
  String nameOr(String typed) {
    return name.orElse(typed);
  }

  /**
   * The key for counting attempts. It is the same for every spelling that the database accepts,
   * whatever its collation is, because it is made from the stored hash, whose salt no other user
   * has. It is a digest, since it is stored.
   */
  String attemptKey() {
    return NameKey.digest("login by hash " + hash);
  }

  /** Shows neither hash nor name. */
  @Override
  public String toString() {
    return "JdbcUser";
  }
}
