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

  /** As the database spells it; as it was typed if the query returns only the hash. */
  String nameOr(String typed) {
    return name.orElse(typed);
  }

  /**
   * The same for every spelling that the database takes for this user's name, whatever its
   * collation is: a stored hash has a salt, so no other user has it. A digest, since it is stored.
   */
  String attemptKey() {
    return NameKey.digest("login by hash " + hash);
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "JdbcUser";
  }
}
