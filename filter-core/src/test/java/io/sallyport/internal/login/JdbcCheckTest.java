package io.sallyport.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.Await;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.password.CountedHash;
import io.sallyport.internal.password.PasswordHash;
import io.sallyport.internal.password.PasswordHashes;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.MovableClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class JdbcCheckTest {

  private static final String PASSWORD = "passwordPASSWORDpassword";
  private static final String CALLER = "select hash from users where name = ?";
  private static final String GROUPS = "select role from roles where name = ?";
  private static final String UPDATE = "update users set hash = ? where name = ? and hash = ?";

  private JdbcConnectionPool pool;

  @BeforeEach
  void fill() throws SQLException {
    pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    pool.setMaxConnections(2);
    pool.setLoginTimeout(60);
    execute("create table users (name varchar(40), hash varchar(200))");
    execute("create table roles (name varchar(40), role varchar(40))");
    execute("insert into users values ('ann', '" + UsersFileTest.HASH + "')");
    execute("insert into users values ('twin', '" + UsersFileTest.HASH + "')");
    execute("insert into users values ('twin', '" + UsersFileTest.HASH + "')");
    execute("insert into users values ('none', null)");
    execute("insert into users values ('plain', '" + PASSWORD + "')");
    execute(
        "insert into roles values ('ann', 'boss'), ('ann', 'boss'), ('ann', ' '), ('ann', null)");
  }

  @AfterEach
  void allConnectionsAreClosed() {
    assertThat(pool.getActiveConnections()).isZero();
    pool.dispose();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String hashOf(String name) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select hash from users where name = '" + name + "'")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private JdbcCheck check(String caller, String groups, String update) {
    return JdbcCheck.of(
        pool,
        JdbcQueries.of(caller, Optional.ofNullable(groups), Optional.ofNullable(update)),
        PasswordHashes.of(Optional.empty()));
  }

  static Optional<AuthPrincipal> login(JdbcCheck check, String name, String password) {
    try {
      return check.check(FakeRequest.post("/"), name, password);
    } catch (TooManyAttemptsException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void callerHasTheNameOfTheQuery() throws SQLException {
    execute("insert into roles values ('Ben', 'chief')");
    execute("insert into users values ('Ben', '" + UsersFileTest.HASH + "')");
    JdbcCheck check =
        check("select hash, name from users where lower(name) = lower(?)", GROUPS, null);
    for (String typed : List.of("Ben", "ben", "BEN")) {
      assertThat(login(check, typed, PASSWORD))
          .contains(AuthPrincipal.of("Ben", Set.of("chief"), AuthSource.SESSION));
    }
  }

  @Test
  void rowWithoutNameInSecondColumnIsRejected() {
    assertThat(
            login(
                check("select hash, null from users where name = ?", null, null), "ann", PASSWORD))
        .isEmpty();
    assertThat(
            login(check("select hash, ' ' from users where name = ?", null, null), "ann", PASSWORD))
        .isEmpty();
  }

  @Test
  void attemptsAreCountedForTheUserThatTheQueryFinds() throws Exception {
    // This query accepts every name with the same first three letters.
    JdbcCheck loose = check("select hash from users where name = substr(?, 1, 3)", null, null);
    InMemoryTokenStore store = InMemoryTokenStore.of(MovableClock.at("2026-11-23T10:00:00Z"));
    LoginAttempts attempts = LoginAttempts.of(store, 10, Duration.ofMinutes(5));
    LoginThrottle throttle = LoginThrottle.of(loose.counting(attempts), attempts);
    int examined = 0;
    for (int i = 0; i < 250; i++) {
      try {
        throttle.check(FakeRequest.post("/"), "ann" + (char) ('\u4e00' + i), "wrong");
        examined++;
      } catch (TooManyAttemptsException e) {
        assertThat(e.retryAfter()).isEqualTo(Duration.ofMinutes(5));
      }
    }
    assertThat(examined).isEqualTo(10);
    assertThatThrownBy(() -> throttle.check(FakeRequest.post("/"), "ann", PASSWORD))
        .isInstanceOf(TooManyAttemptsException.class);
  }

  @Test
  void correctPasswordClearsTheCountOfItsUser() throws Exception {
    JdbcCheck loose = check("select hash from users where name = substr(?, 1, 3)", null, null);
    InMemoryTokenStore store = InMemoryTokenStore.of(MovableClock.at("2026-11-23T10:00:00Z"));
    LoginAttempts attempts = LoginAttempts.of(store, 2, Duration.ofMinutes(5));
    LoginThrottle throttle = LoginThrottle.of(loose.counting(attempts), attempts);
    for (int i = 0; i < 5; i++) {
      assertThat(throttle.check(FakeRequest.post("/"), "ann" + i, "wrong")).isEmpty();
      assertThat(throttle.check(FakeRequest.post("/"), "ann-" + i, PASSWORD)).isPresent();
    }
  }

  @Test
  void correctPasswordReturnsNameAndRoles() {
    assertThat(login(check(CALLER, GROUPS, null), "ann", PASSWORD))
        .contains(AuthPrincipal.of("ann", Set.of("boss"), AuthSource.SESSION));
    assertThat(login(check(CALLER, null, null), "ann", PASSWORD).orElseThrow().roles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Ann",
        "ann ",
        "nobody",
        "ann' or '1'='1",
        "' or 1=1 --",
        "%",
        "ann\0",
        "\0",
        "\ud800",
        "twin",
        "none",
        "plain"
      })
  void otherNamesAreRejected(String name) {
    JdbcCheck check = check(CALLER, GROUPS, null);
    // The decoy has the cost of this weak hash from now on.
    assertThat(login(check, "ann", "wrong")).isEmpty();
    assertThat(login(check, name, PASSWORD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "passwordPASSWORDpassword ", "' or '1'='1", "passwordPASSWORDpassword\0"})
  void otherPasswordsAreRejected(String password) {
    assertThat(login(check(CALLER, GROUPS, null), "ann", password)).isEmpty();
  }

  @Test
  void tooLongNameOrPasswordIsNotQueried() {
    JdbcCheck check = check("select no such thing ?", null, null);
    assertThat(login(check, "x".repeat(1025), PASSWORD)).isEmpty();
    assertThat(login(check, "ann", "x".repeat(1025))).isEmpty();
    assertThatThrownBy(() -> login(check, "x".repeat(1024), "x".repeat(1024)))
        .isInstanceOf(CredentialOutageException.class);
  }

  @Test
  void nameThatTheColumnCannotHoldIsUnknown() {
    JdbcCheck check = check("select hash from users where 7 = cast(? as integer)", null, null);
    assertThat(login(check, "no-number", PASSWORD)).isEmpty();
  }

  @Test
  void faultyQueryIsAnOutageWithoutTheQueryInItsMessage() {
    JdbcCheck faulty = check("select secret_column from users where name = ?", null, null);
    assertThatThrownBy(() -> login(faulty, "ann", PASSWORD))
        .isInstanceOf(CredentialOutageException.class)
        .hasMessageContaining(
            "auth.login.jdbc.caller-query, JdbcSQLSyntaxErrorException, SQLSTATE 42S22")
        .hasNoCause()
        .message()
        .doesNotContain("secret_column")
        .doesNotContain("ann");
    JdbcCheck groups = check(CALLER, "select x from nothing where name = ?", null);
    assertThatThrownBy(() -> login(groups, "ann", PASSWORD)).hasMessageContaining("groups-query");
    assertThat(login(groups, "ann", "wrong")).isEmpty();
  }

  @Test
  void weakHashIsRenewedAtLoginOnly() throws Exception {
    JdbcCheck check = check(CALLER, GROUPS, UPDATE);
    assertThat(login(check, "ann", "wrong")).isEmpty();
    assertThat(hashOf("ann")).isEqualTo(UsersFileTest.HASH);
    assertThat(login(check, "ann", PASSWORD)).isPresent();
    String renewed = hashOf("ann");
    assertThat(renewed).startsWith("PBKDF2WithHmacSHA512:210000:");
    assertThat(login(check, "ann", PASSWORD)).isPresent();
    assertThat(hashOf("ann")).isEqualTo(renewed);
    assertThat(login(check, "ann", "wrong")).isEmpty();
  }

  @Test
  void oldHashIsComparedAsStored() throws Exception {
    String bare = UsersFileTest.HASH.replace("=", "");
    assertThat(bare).isNotEqualTo(UsersFileTest.HASH);
    execute("update users set hash = '" + bare + "' where name = 'ann'");
    assertThat(login(check(CALLER, GROUPS, UPDATE), "ann", PASSWORD)).isPresent();
    assertThat(hashOf("ann")).startsWith("PBKDF2WithHmacSHA512:210000:");
  }

  @Test
  void updateWithTwoParametersIgnoresTheOldHash() throws Exception {
    assertThat(
            login(check(CALLER, null, "update users set hash = ? where name = ?"), "ann", PASSWORD))
        .isPresent();
    assertThat(hashOf("ann")).startsWith("PBKDF2WithHmacSHA512:210000:");
  }

  @Test
  void loginSucceedsIfTheHashCannotBeRenewed() throws Exception {
    for (String update :
        new String[] {
          "update nothing set x = ? where y = ?", UPDATE.replace("name = ?", "name <> ?")
        }) {
      assertThat(login(check(CALLER, null, update), "ann", PASSWORD)).as(update).isPresent();
      assertThat(hashOf("ann")).isEqualTo(UsersFileTest.HASH);
    }
  }

  @Test
  void unknownNameComputesAsManyHashesAsAWrongPassword() throws Exception {
    AtomicInteger computations = new AtomicInteger();
    AtomicInteger decoys = new AtomicInteger();
    AtomicInteger first = new AtomicInteger();
    Function<String, Optional<PasswordHash>> reader =
        text -> Optional.of(new CountedHash(text, computations, decoys));
    JdbcCheck check =
        JdbcCheck.of(
            pool,
            JdbcQueries.of(CALLER, Optional.of(GROUPS), Optional.empty()),
            new StoredHashes(
                PasswordHashes.of(Optional.empty()), reader, new CountedHash("", first, first)));
    assertThat(login(check, "nobody", "x")).isEmpty();
    assertThat(first).hasValue(1);
    assertThat(login(check, "plain", "x")).isEmpty();
    assertThat(computations).hasValue(1);
    // The decoy has the cost of the last hash from now on.
    assertThat(login(check, "nobody", "x")).isEmpty();
    assertThat(login(check, "twin", "x")).isEmpty();
    assertThat(login(check, "none", "x")).isEmpty();
    assertThat(decoys).hasValue(3);
    assertThat(first).hasValue(1);
    assertThat(login(check, "nobody", "no password at all")).isEmpty();
  }

  @Test
  void databaseOutageIsReportedAndRecovered(@TempDir Path folder) throws Exception {
    Server server = start(folder, "0");
    String port = String.valueOf(server.getPort());
    JdbcConnectionPool remote =
        JdbcConnectionPool.create("jdbc:h2:tcp://127.0.0.1:" + port + "/./app", "", "");
    remote.setMaxConnections(2);
    remote.setLoginTimeout(60);
    try (Connection connection = remote.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table users (name varchar(40), hash varchar(200))");
      statement.execute("insert into users values ('ann', '" + UsersFileTest.HASH + "')");
    }
    JdbcCheck check =
        JdbcCheck.of(
            remote,
            JdbcQueries.of(CALLER, Optional.empty(), Optional.empty()),
            PasswordHashes.of(Optional.empty()));
    assertThat(login(check, "ann", PASSWORD)).isPresent();
    server.stop();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> login(check, "ann", PASSWORD))
          .isInstanceOf(CredentialOutageException.class);
    }
    server = start(folder, port);
    // H2's own pool keeps broken connections and detects each at its next use.
    Await.until("the database is back", () -> isLoggedIn(check));
    assertThat(remote.getActiveConnections()).isZero();
    remote.dispose();
    server.stop();
  }

  private static boolean isLoggedIn(JdbcCheck check) {
    try {
      return login(check, "ann", PASSWORD).isPresent();
    } catch (CredentialOutageException e) {
      return false;
    }
  }

  private static Server start(Path folder, String port) throws SQLException {
    return Server.createTcpServer("-tcpPort", port, "-baseDir", folder.toString(), "-ifNotExists")
        .start();
  }
}
