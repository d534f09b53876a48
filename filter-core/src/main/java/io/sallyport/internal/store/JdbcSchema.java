package io.sallyport.internal.store;

import io.sallyport.spi.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables: looked for at first use, and made where that is allowed. */
final class JdbcSchema {

  // The last that a script makes.
  private static final String PROBE = "SELECT 1 FROM sallyport_session WHERE 1 = 0";
  private static final int MOST_TRIES = 5;

  private final boolean creates;
  private volatile boolean ready;

  JdbcSchema(boolean creates) {
    this.creates = creates;
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
    JdbcDialect dialect = JdbcDialect.of(connection);
    if (!isThere(connection)) {
      if (!creates) {
        throw new StoreUnavailableException(
            "its tables are missing and \"auth.store.create-schema\" is false; run "
                + dialect.scriptName()
                + " of the jar, or set it to true");
      }
      create(connection, dialect);
    }
    ready = true;
  }

  private static boolean isThere(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(JdbcCalls.STATEMENT_SECONDS);
      statement.executeQuery(PROBE).close();
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
