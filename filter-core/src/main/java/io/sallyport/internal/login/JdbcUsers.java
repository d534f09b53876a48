package io.sallyport.internal.login;

import io.sallyport.internal.engine.CredentialOutageException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads users and groups from a database, and replaces password hashes. */
final class JdbcUsers {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  private static final int MAX_GROUPS = 10_000;
  // SQLSTATE 22, "data exception": the column cannot hold such a name.
  private static final String DATA_EXCEPTION = "22";

  private final Database database;
  private final JdbcQueries queries;

  JdbcUsers(DataSource dataSource, JdbcQueries queries) {
    this.database = new Database(dataSource);
    this.queries = queries;
  }

  /**
   * Finds the user of a name.
   *
   * @throws CredentialOutageException if the database does not answer
   */
  Optional<JdbcUser> find(String name) {
    List<List<Optional<String>>> rows = rows(name);
    if (rows.size() > 1) {
      warn("returns several rows; correct the query to return one");
      return Optional.empty();
    }
    return rows.isEmpty() ? Optional.empty() : user(rows.get(0));
  }

  private static Optional<JdbcUser> user(List<Optional<String>> row) {
    Optional<String> name =
        row.size() < 2 ? Optional.empty() : row.get(1).map(String::strip).filter(s -> !s.isEmpty());
    if (row.get(0).isEmpty()) {
      warn("returns a row without a password hash; store a hash");
      return Optional.empty();
    }
    if (row.size() > 1 && name.isEmpty()) {
      warn("returns a row without a name in the second column; store a name");
      return Optional.empty();
    }
    return Optional.of(new JdbcUser(row.get(0).get().trim(), name));
  }

  private static void warn(String what) {
    LOGGER.log(Level.WARNING, "login rejected: auth.login.jdbc.caller-query " + what);
  }

  private List<List<Optional<String>>> rows(String name) {
    try {
      return database.rows(queries.caller(), 2, name);
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith(DATA_EXCEPTION)) {
        return List.of();
      }
      throw outage("caller-query", e);
    }
  }

  /**
   * Finds the groups of a user.
   *
   * @throws CredentialOutageException if the database does not answer
   */
  List<String> groups(String name) {
    if (queries.groups().isEmpty()) {
      return List.of();
    }
    List<String> groups = new ArrayList<>();
    try {
      for (List<Optional<String>> row : database.rows(queries.groups().get(), MAX_GROUPS, name)) {
        row.get(0).filter(text -> !text.isBlank()).ifPresent(groups::add);
      }
    } catch (SQLException e) {
      throw outage("groups-query", e);
    }
    return groups;
  }

  /** Whether hashes can be replaced. */
  boolean isHashReplaced() {
    return queries.updateHash().isPresent();
  }

  // The login succeeds even if the stronger hash cannot be stored.
  void replaceHash(String name, String newHash, String oldHash) {
    try {
      int changed =
          database.update(queries.updateHash().orElseThrow(), List.of(newHash, name, oldHash));
      if (changed != 1) {
        LOGGER.log(
            Level.WARNING,
            "password hash not updated: auth.login.jdbc.update-hash must change one row: rows={0}",
            changed);
      }
    } catch (SQLException e) {
      LOGGER.log(Level.WARNING, "password hash not updated: {0}", facts("update-hash", e));
    }
  }

  private static CredentialOutageException outage(String query, SQLException cause) {
    return new CredentialOutageException("user store unavailable: " + facts(query, cause));
  }

  // Without the message, because drivers put the statement and its values into it.
  private static String facts(String query, SQLException cause) {
    return "auth.login.jdbc."
        + query
        + ", "
        + cause.getClass().getSimpleName()
        + ", SQLSTATE "
        + cause.getSQLState()
        + ", code "
        + cause.getErrorCode();
  }
}
