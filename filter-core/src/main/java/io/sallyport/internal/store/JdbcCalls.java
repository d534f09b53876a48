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
 * Single statements on connections of the application's pool, each with auto-commit and a limit of
 * time. A connection goes back as it came.
 */
final class JdbcCalls {

  static final int STATEMENT_SECONDS = 1;
  // Longer than the statement's: the driver's own limit is the gentler one.
  static final int NETWORK_MILLIS = 2000;
  private static final int MOST_TRIES = 10;
  // ER_AUTOINC_READ_FAILED: a deadlock at the lock of the table's next number.
  private static final int MARIADB_NUMBER_DEADLOCK = 1467;

  private final DataSource source;
  private final JdbcSchema schema;

  JdbcCalls(DataSource source, JdbcSchema schema) {
    this.source = source;
    this.schema = schema;
  }

  /** What is done with a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Reads one row. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /**
   * Does one statement with a connection.
   *
   * @throws StoreUnavailableException if the database does not do it; without any value in the
   *     message
   */
  private <T> T with(Work<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return once(work);
      } catch (SQLException e) {
        if (tries == MOST_TRIES || !gaveWay(e)) {
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

  // The statement was undone in favour of another one (a deadlock; or a pool whose transactions are
  // serializable) and may be tried again. Not 40003: nobody knows what became of that.
  private static boolean gaveWay(SQLException e) {
    return "40001".equals(e.getSQLState())
        || "40P01".equals(e.getSQLState())
        || (e.getErrorCode() == MARIADB_NUMBER_DEADLOCK && "HY000".equals(e.getSQLState()));
  }

  /**
   * What has to be done about the database before it can be used. Nothing if it is as it must be,
   * or does not answer: that may pass by itself.
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
      // No network, or a pool from before Java 7. The query's limit remains, and the caller's.
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

  /** Changes rows; how many. */
  int update(String sql, Object... values) {
    return with(connection -> update(connection, sql, values));
  }

  /** Changes rows by a statement that differs from database to database; how many. */
  int update(Function<JdbcDialect, String> sql, Object... values) {
    return with(connection -> update(connection, sql.apply(schema.dialect(connection)), values));
  }

  /** Inserts a row; false if its key is there already. */
  boolean insert(String sql, Object... values) {
    return with(
        connection -> {
          try {
            return update(connection, sql, values) == 1;
          } catch (SQLException e) {
            // Class 23: a constraint, here always that of the key.
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

  /** The rows of a query. */
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
