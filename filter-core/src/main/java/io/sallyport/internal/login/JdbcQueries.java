package io.sallyport.internal.login;

import java.util.Optional;

/** What to ask a database about a person; each {@code ?} is bound. */
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
   * The queries.
   *
   * @param caller the hash of a name and, as a second column, the name as it is stored
   * @param groups the names of its groups; without it nobody has any
   * @param updateHash stores a new hash, a name, and if there is a third {@code ?} only over the
   *     old hash; without it hashes stay as they are
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
