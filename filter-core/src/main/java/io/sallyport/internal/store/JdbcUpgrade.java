package io.sallyport.internal.store;

import io.sallyport.spi.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Moves the revocations of an earlier version's table, which may have several rows per key, to the
 * table of this version. Several nodes may do so concurrently.
 */
final class JdbcUpgrade {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  private static final String OLD = "sallyport_revoked";
  private static final String COPY =
      "INSERT INTO sallyport_revoked_key (revocation_key, before_ms, until_ms)"
          + " SELECT rkey, MAX(before_ms), MAX(until_ms) FROM sallyport_revoked"
          + " WHERE NOT EXISTS (SELECT 1 FROM sallyport_revoked_key"
          + " WHERE sallyport_revoked_key.revocation_key = sallyport_revoked.rkey) GROUP BY rkey";
  private static final String DROP = "DROP TABLE sallyport_revoked";

  /** The timeout; a million rows take about ten seconds. */
  private static final int MAX_MILLIS = 600_000;

  private static final int MAX_TRIES = 5;

  private final boolean allowed;
  private final AtomicBoolean running = new AtomicBoolean();

  JdbcUpgrade(boolean allowed) {
    this.allowed = allowed;
  }

  /** The statements for an operator who executes them manually. */
  static String statements() {
    return COPY + "; " + DROP;
  }

  /**
   * Moves the revocations of an earlier version, if there are any.
   *
   * @throws StoreUnavailableException while another thread moves them, or if moving is not allowed
   */
  void carryOut(Connection connection) throws SQLException {
    if (!isThere(connection)) {
      return;
    }
    if (!allowed) {
      throw new StoreUnavailableException(
          "the table sallyport_revoked is of an earlier version and auth.store.create-schema=false;"
              + " stop all nodes and run: "
              + statements());
    }
    if (!running.compareAndSet(false, true)) {
      throw new StoreUnavailableException("revocations of an earlier version are being copied");
    }
    try {
      moveWithLongTimeout(connection);
    } finally {
      running.set(false);
    }
  }

  private static void moveWithLongTimeout(Connection connection) throws SQLException {
    limit(connection, MAX_MILLIS);
    try {
      move(connection);
    } finally {
      if (!connection.isClosed()) {
        limit(connection, JdbcCalls.NETWORK_MILLIS);
      }
    }
  }

  private static void limit(Connection connection, int millis) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, millis);
    } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
      // No network, or an old pool: there was no timeout.
    }
  }

  // Of two nodes, one finds the other's rows, or the table is already dropped.
  private static void move(Connection connection) throws SQLException {
    for (int tries = 1; ; tries++) {
      try (Statement statement = connection.createStatement()) {
        int rows = statement.executeUpdate(COPY);
        statement.execute(DROP);
        LOGGER.log(Level.INFO, "revocations of an earlier version copied: rows=" + rows);
        return;
      } catch (SQLException e) {
        if (connection.isClosed() || (tries == MAX_TRIES && isThere(connection))) {
          throw e;
        }
        if (!isThere(connection)) {
          return;
        }
      }
    }
  }

  /** Whether a table of an earlier version exists. */
  // Uses the catalog, so that the database logs no error if the table does not exist.
  static boolean isThere(Connection connection) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    String name = data.storesUpperCaseIdentifiers() ? OLD.toUpperCase(Locale.ROOT) : OLD;
    String[] kinds = {"TABLE", "BASE TABLE"};
    try (ResultSet tables = data.getTables(connection.getCatalog(), null, name, kinds)) {
      return tables.next() && JdbcSchema.isThere(connection, OLD);
    }
  }
}
