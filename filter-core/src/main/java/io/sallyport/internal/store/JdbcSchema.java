package io.sallyport.internal.store;

import io.sallyport.spi.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks for the tables at first use, and creates them if that is allowed. */
final class JdbcSchema {

  // The last table that the script creates.
  private static final String LAST = "sallyport_revoked_key";
  private static final int MAX_TRIES = 5;

  private final boolean creates;
  private final JdbcUpgrade upgrade;
  private volatile boolean ready;
  private volatile @Nullable JdbcDialect known;

  JdbcSchema(boolean creates) {
    this.creates = creates;
    this.upgrade = new JdbcUpgrade(creates);
  }

  /** The kind of database. */
  JdbcDialect dialect(Connection connection) throws SQLException {
    JdbcDialect dialect = known;
    if (dialect == null) {
      dialect = JdbcDialect.of(connection);
      known = dialect;
    }
    return dialect;
  }

  /**
   * Ensures that the tables exist.
   *
   * @throws StoreUnavailableException if the operator must change the database first; the message
   *     says how
   */
  void prepare(Connection connection) throws SQLException {
    if (ready) {
      return;
    }
    JdbcDialect dialect = dialect(connection);
    if (!isThere(connection, LAST)) {
      if (!creates) {
        throw new StoreUnavailableException(
            "tables are missing and auth.store.create-schema=false; run "
                + dialect.scriptName()
                + " of the jar, or set auth.store.create-schema=true"
                + (JdbcUpgrade.isThere(connection)
                    ? "; then stop all nodes and run: " + JdbcUpgrade.statements()
                    : ""));
      }
      create(connection, dialect);
    }
    upgrade.carryOut(connection);
    ready = true;
  }

  /**
   * What the operator must do before the database can be used. It changes nothing: tables are
   * created at first use.
   */
  Optional<String> findProblem(Connection connection) throws SQLException {
    try {
      dialect(connection);
      if (!creates) {
        prepare(connection);
      }
      return Optional.empty();
    } catch (StoreUnavailableException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Whether this table exists in our schema. */
  static boolean isThere(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(JdbcCalls.STATEMENT_SECONDS);
      statement.executeQuery("SELECT 1 FROM " + table + " WHERE 1 = 0").close();
      return true;
    } catch (SQLException e) {
      // Class 42: the table does not exist. Any other error is an outage.
      if (e.getSQLState() != null && e.getSQLState().startsWith("42")) {
        return false;
      }
      throw e;
    }
  }

  // Each statement creates only what is missing, so all of them can be repeated. If another node
  // creates the same concurrently, databases fail in spite of "if not exists".
  private static void create(Connection connection, JdbcDialect dialect) throws SQLException {
    for (int tries = 1; ; tries++) {
      try (Statement statement = connection.createStatement()) {
        for (String create : dialect.schema()) {
          statement.execute(create);
        }
        return;
      } catch (SQLException e) {
        if (tries == MAX_TRIES || connection.isClosed()) {
          throw e;
        }
      }
    }
  }
}
