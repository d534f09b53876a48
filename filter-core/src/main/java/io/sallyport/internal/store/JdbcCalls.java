package io.sallyport.internal.store;

import io.sallyport.spi.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Single statements on connections of the application's pool, each with auto-commit and a limit of
 * time. A connection goes back as it came.
 */
final class JdbcCalls {

  private static final int STATEMENT_SECONDS = 1;
  // Longer than the statement's: the driver's own limit is the gentler one.
  private static final int NETWORK_MILLIS = 2000;
  private static final String PROBE = "SELECT 1 FROM sallyport_session WHERE 1 = 0";

  private final DataSource source;
  private final boolean createsSchema;
  private volatile boolean ready;

  JdbcCalls(DataSource source, boolean createsSchema) {
    this.source = source;
    this.createsSchema = createsSchema;
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
   * Does something with a connection.
   *
   * @throws StoreUnavailableException if the database does not do it; without any value in the
   *     message
   */
  <T> T with(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      int networkTimeout = limit(connection);
      try {
        connection.setAutoCommit(true);
        prepare(connection);
        return work.on(connection);
      } finally {
        restore(connection, autoCommit, networkTimeout);
      }
    } catch (SQLException e) {
      throw new StoreUnavailableException(
          "the database of the token store: " + e.getClass().getName() + " " + e.getSQLState(), e);
    }
  }

  private static int limit(Connection connection) throws SQLException {
    try {
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
      return before;
    } catch (SQLFeatureNotSupportedException e) {
      // H2, in the same process: there is no network.
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

  private void prepare(Connection connection) throws SQLException {
    if (ready) {
      return;
    }
    if (!isThere(connection)) {
      create(connection);
    }
    ready = true;
  }

  private static boolean isThere(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(STATEMENT_SECONDS);
      statement.executeQuery(PROBE).close();
      return true;
    } catch (SQLException e) {
      // No tables, or no database: what follows will tell.
      return false;
    }
  }

  private void create(Connection connection) throws SQLException {
    if (!createsSchema) {
      throw new SQLException(
          "the tables are missing and \"auth.store.create-schema\" is false; run the script of"
              + " META-INF/sallyport in the jar");
    }
    try (Statement statement = connection.createStatement()) {
      for (String create : JdbcDialect.of(connection).schema()) {
        statement.execute(create);
      }
    } catch (SQLException e) {
      // Another node may have made them at the same moment, which some databases take ill.
      if (!isThere(connection)) {
        throw e;
      }
    }
  }

  /** Changes rows; how many. */
  int update(String sql, Object... values) {
    return with(connection -> update(connection, sql, values));
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
