package io.sallyport.internal.store;

import io.sallyport.spi.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Executes single statements on connections of the application's pool, each with auto-commit and a
 * timeout. A connection is returned to the pool with its original settings.
 */
final class JdbcCalls {

  static final int STATEMENT_SECONDS = 1;
  // Longer than the statement timeout, after which the driver can cancel the statement itself.
  static final int NETWORK_MILLIS = 2000;
  private static final int MAX_TRIES = 10;
  // ER_AUTOINC_READ_FAILED: a deadlock at the lock of the table's next number.
  private static final int MARIADB_NUMBER_DEADLOCK = 1467;

  private final DataSource source;
  private final JdbcSchema schema;

  JdbcCalls(DataSource source, JdbcSchema schema) {
    this.source = source;
    this.schema = schema;
  }

  /** Uses a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Reads one row. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /**
   * Executes one statement with a connection.
   *
   * @throws StoreUnavailableException if it fails; the message contains no value
   */
  private <T> T with(Work<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return once(work);
      } catch (SQLException e) {
        if (tries == MAX_TRIES || !isRolledBack(e)) {
          throw new StoreUnavailableException(
              "token store unavailable: exception="
                  + e.getClass().getName()
                  + " sqlState="
                  + e.getSQLState(),
              e);
        }
      }
    }
  }

  // The statement was rolled back in favor of another one (a deadlock, or serializable
  // transactions) and can be tried again. Not 40003, whose outcome is unknown.
  private static boolean isRolledBack(SQLException e) {
    return "40001".equals(e.getSQLState())
        || "40P01".equals(e.getSQLState())
        || (e.getErrorCode() == MARIADB_NUMBER_DEADLOCK && "HY000".equals(e.getSQLState()));
  }

  /**
   * What the operator must do before the database can be used. Empty if nothing is to be done, or
   * if the database does not answer.
   */
  Optional<String> findProblem() {
    try {
      return connected(schema::findProblem);
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    return connected(
        connection -> {
          schema.prepare(connection);
          return work.on(connection);
        });
  }

  private <T> T connected(Work<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      int networkTimeout = limit(connection);
      try {
        connection.setAutoCommit(true);
        return work.on(connection);
      } finally {
        restore(connection, autoCommit, networkTimeout);
      }
    }
  }

  private static int limit(Connection connection) throws SQLException {
    try {
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
      return before;
    } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
      // No network, or a pool older than Java 7. The statement timeout and the caller's deadline
      // remain.
      return -1;
    }
  }

  private static void restore(Connection connection, boolean autoCommit, int networkTimeout)
      throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    if (!autoCommit) {
      connection.setAutoCommit(false);
    }
    if (networkTimeout >= 0) {
      connection.setNetworkTimeout(Runnable::run, networkTimeout);
    }
  }

  /** Executes a change; returns the number of rows. */
  int update(String sql, Object... values) {
    return with(connection -> update(connection, sql, values));
  }

  /** Executes a change whose statement depends on the database; returns the number of rows. */
  int update(Function<JdbcDialect, String> sql, Object... values) {
    return with(connection -> update(connection, sql.apply(schema.dialect(connection)), values));
  }

  /** Inserts a row; returns false if the key exists. */
  boolean insert(String sql, Object... values) {
    return with(
        connection -> {
          try {
            return update(connection, sql, values) == 1;
          } catch (SQLException e) {
            // Class 23: a constraint violation, here always of the key.
            if (e.getSQLState() != null && e.getSQLState().startsWith("23")) {
              return false;
            }
            throw e;
          }
        });
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** Reads the rows of a query. */
  <T> List<T> query(Row<T> row, String sql, Object... values) {
    return with(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<T> rows = new ArrayList<>();
            try (ResultSet results = statement.executeQuery()) {
              while (results.next()) {
                rows.add(row.of(results));
              }
            }
            return rows;
          }
        });
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    statement.setQueryTimeout(STATEMENT_SECONDS);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
