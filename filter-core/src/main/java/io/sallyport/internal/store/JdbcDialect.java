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

/** The databases whose tables we know how to make. What is asked of them is the same for all. */
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
   * @throws StoreUnavailableException if it is none of these; the message names those that are
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
   * Raises a revocation and gives its row a new number: in one step, so that its readers find it.
   * Takes the two times, the key, and the two times again.
   */
  String raise() {
    String raised = "revocation_key = ? AND (before_ms < ? OR until_ms < ?)";
    return this == MYSQL
        // An update cannot take the next number there.
        ? "REPLACE INTO sallyport_revoked_key (revocation_key, before_ms, until_ms)"
            + " SELECT revocation_key, GREATEST(before_ms, ?), GREATEST(until_ms, ?)"
            + " FROM sallyport_revoked_key WHERE "
            + raised
        : "UPDATE sallyport_revoked_key SET id = DEFAULT, before_ms = GREATEST(before_ms, ?),"
            + " until_ms = GREATEST(until_ms, ?) WHERE "
            + raised;
  }

  /** The statements of the script. */
  List<String> schema() {
    List<String> statements = new ArrayList<>();
    for (String statement : script().split(";", -1)) {
      if (!statement.isBlank()) {
        statements.add(statement.trim());
      }
    }
    return statements;
  }

  /** Where the script lies in the jar. */
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
