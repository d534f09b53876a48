package io.sallyport.internal.login;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Statements with bound values, one connection each, none of them left open. */
final class Database {

  private static final int SECONDS = 5;

  private final DataSource dataSource;

  Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * The first two columns of what a query finds; one, if it has no more.
   *
   * @param most no more rows than this are read
   * @throws SQLException if it cannot be asked
   */
  List<List<Optional<String>>> rows(String query, int most, String value) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setQueryTimeout(SECONDS);
      statement.setMaxRows(most);
      statement.setString(1, value);
      List<List<Optional<String>>> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        boolean two = rows.getMetaData().getColumnCount() > 1;
        while (rows.next() && found.size() < most) {
          Optional<String> first = Optional.ofNullable(rows.getString(1));
          found.add(two ? List.of(first, Optional.ofNullable(rows.getString(2))) : List.of(first));
        }
      }
      return found;
    }
  }

  /**
   * Changes rows.
   *
   * @param values for as many {@code ?} as there are; the rest is left out
   * @return how many rows
   * @throws SQLException if they cannot be changed
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
      // Some pools have unchecked exceptions of their own for a database that is away.
      throw new SQLException(e.getClass().getName(), e);
    }
  }
}
