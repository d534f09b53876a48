package io.sallyport.internal.login;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Executes statements with bound values. Each uses its own connection and closes it. */
final class Database {

  private static final int SECONDS = 5;

  private final DataSource dataSource;

  Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Reads the first two columns of the rows that a query finds, or one if it has only one.
   *
   * @param maximum number of rows that are read
   * @throws SQLException if the query fails
   */
  List<List<Optional<String>>> rows(String query, int maximum, String value) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setQueryTimeout(SECONDS);
      statement.setMaxRows(maximum);
      statement.setString(1, value);
      List<List<Optional<String>>> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        boolean two = rows.getMetaData().getColumnCount() > 1;
        while (rows.next() && found.size() < maximum) {
          Optional<String> first = Optional.ofNullable(rows.getString(1));
          found.add(two ? List.of(first, Optional.ofNullable(rows.getString(2))) : List.of(first));
        }
      }
      return found;
    }
  }

  /**
   * Updates rows.
   *
   * @param values the values of the {@code ?}; if there are fewer {@code ?}, the rest is not used
   * @return the number of rows
   * @throws SQLException if the update fails
   */
  int update(String change, List<String> values) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(change)) {
      statement.setQueryTimeout(SECONDS);
      int parameters = statement.getParameterMetaData().getParameterCount();
      for (int i = 0; i < Math.min(parameters, values.size()); i++) {
        statement.setString(i + 1, values.get(i));
      }
      int changed = statement.executeUpdate();
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
      return changed;
    }
  }

  private Connection connect() throws SQLException {
    try {
      return dataSource.getConnection();
    } catch (RuntimeException e) {
      // Some pools throw unchecked exceptions of their own if the database is unavailable.
      throw new SQLException(e.getClass().getName(), e);
    }
  }
}
