package io.sallyport.internal.store;

import io.sallyport.spi.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The supported databases. Only the statements that create tables and revoke differ. */
enum JdbcDialect {
  POSTGRESQL("postgresql"),
  MYSQL("mysql"),
  H2("h2");

  private final String word;

  JdbcDialect(String word) {
    this.word = word;
  }

  /**
   * The dialect of a connection's database.
   *
   * @throws StoreUnavailableException if it is not supported; the message lists the supported ones
   */
  static JdbcDialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    String lower = product.toLowerCase(Locale.ROOT);
    if (lower.contains("postgresql")) {
      return POSTGRESQL;
    }
    if (lower.contains("mysql") || lower.contains("mariadb")) {
      return MYSQL;
    }
    if (lower.contains("h2")) {
      return H2;
    }
    throw new StoreUnavailableException(
        "database \"" + product + "\" is not supported; use PostgreSQL, MySQL, MariaDB or H2");
  }

  /**
   * The statement that raises the times of a revocation and gives its row a new number, in one
   * step, so that readers find it. Its parameters are the two times, the key, and the two times
   * again.
   */
  String raise() {
    String raised = "revocation_key = ? AND (before_ms < ? OR until_ms < ?)";
    return this == MYSQL
        // MySQL and MariaDB cannot assign the next number in an update.
        ? "REPLACE INTO sallyport_revoked_key (revocation_key, before_ms, until_ms)"
            + " SELECT revocation_key, GREATEST(before_ms, ?), GREATEST(until_ms, ?)"
            + " FROM sallyport_revoked_key WHERE "
            + raised
        : "UPDATE sallyport_revoked_key SET id = DEFAULT, before_ms = GREATEST(before_ms, ?),"
            + " until_ms = GREATEST(until_ms, ?) WHERE "
            + raised;
  }

  /** The statements of the schema script. */
  List<String> schema() {
    List<String> statements = new ArrayList<>();
    for (String statement : script().split(";", -1)) {
      if (!statement.isBlank()) {
        statements.add(statement.trim());
      }
    }
    return statements;
  }

  /** The path of the script in the jar. */
  String scriptName() {
    return "META-INF/sallyport/schema-" + word + ".sql";
  }

  private String script() {
    String name = "/" + scriptName();
    try (InputStream in = JdbcDialect.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing in the jar: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot be read from the jar: " + name, e);
    }
  }
}
