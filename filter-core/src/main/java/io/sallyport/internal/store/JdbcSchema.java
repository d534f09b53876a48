package io.sallyport.internal.store;

import io.sallyport.spi.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables: looked for at first use, and made where that is allowed. */
final class JdbcSchema {

  // The last that a script makes.
  private static final String LAST = "sallyport_revoked_key";
  private static final int MOST_TRIES = 5;

  private final boolean creates;
  private final JdbcUpgrade upgrade;
  private volatile boolean ready;
  private volatile @Nullable JdbcDialect known;

  JdbcSchema(boolean creates) {
    this.creates = creates;
    this.upgrade = new JdbcUpgrade(creates);
  }

  /** Which database it is. */
  JdbcDialect dialect(Connection connection) throws SQLException {
    JdbcDialect dialect = known;
    if (dialect == null) {
      dialect = JdbcDialect.of(connection);
      known = dialect;
    }
    return dialect;
  }

  /**
   * Sees to it that the tables are there.
   *
   * @throws StoreUnavailableException if somebody must do something about the database first; the
   *     message says what
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
   * What has to be done about the database before it can be used. Changes nothing: tables are made
   * at first use.
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

  /** Whether there is such a table for us. */
  static boolean isThere(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(JdbcCalls.STATEMENT_SECONDS);
      statement.executeQuery("SELECT 1 FROM " + table + " WHERE 1 = 0").close();
      return true;
    } catch (SQLException e) {
      // Class 42: what the statement names is not there. Anything else is an outage.
      if (e.getSQLState() != null && e.getSQLState().startsWith("42")) {
        return false;
      }
      throw e;
    }
  }

  // Each statement makes what is not there yet, so all of them can be repeated. Another node may be
  // making the same at this moment, which databases take ill in spite of "if not exists".
  private static void create(Connection connection, JdbcDialect dialect) throws SQLException {
    for (int tries = 1; ; tries++) {
      try (Statement statement = connection.createStatement()) {
        for (String create : dialect.schema()) {
          statement.execute(create);
        }
        return;
      } catch (SQLException e) {
        if (tries == MOST_TRIES || connection.isClosed()) {
          throw e;
        }
      }
    }
  }
}
