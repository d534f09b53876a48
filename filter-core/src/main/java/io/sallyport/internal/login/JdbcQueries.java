package io.sallyport.internal.login;

import java.util.Optional;

/** The SQL statements for the users in a database; each {@code ?} is bound. */
public final class JdbcQueries {

  private final String caller;
  private final Optional<String> groups;
  private final Optional<String> updateHash;

  private JdbcQueries(String caller, Optional<String> groups, Optional<String> updateHash) {
    this.caller = caller;
    this.groups = groups;
    this.updateHash = updateHash;
  }

  /**
   * Creates the set of statements.
   *
   * @param caller finds the password hash of a user name and, as an optional second column, the
   *     stored name
   * @param groups finds the group names of a user name; if empty, users have no groups
   * @param updateHash stores a new hash; its {@code ?} are the new hash, the user name and
   *     optionally the old hash; if empty, hashes are not renewed
   */
  public static JdbcQueries of(
      String caller, Optional<String> groups, Optional<String> updateHash) {
    return new JdbcQueries(caller, groups, updateHash);
  }

  String caller() {
    return caller;
  }

  Optional<String> groups() {
    return groups;
  }

  Optional<String> updateHash() {
    return updateHash;
  }
}
