package io.sallyport.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import io.sallyport.test.MovableClock;
import io.sallyport.test.TokenStoreContract;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.tools.RunScript;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** On H2; PostgreSQL and MariaDB are in server-tests. */
class JdbcTokenStoreTest extends TokenStoreContract {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final JdbcConnectionPool POOL = pool();

  private static JdbcConnectionPool pool() {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    pool.setMaxConnections(16);
    return pool;
  }

  @AfterAll
  static void end() {
    assertThat(POOL.getActiveConnections()).isZero();
    POOL.dispose();
  }

  @Override
  protected TokenStore open() {
    return JdbcTokenStore.of(POOL, true, Clock.systemUTC());
  }

  @Test
  void timesComeFromTheCallersClock() {
    MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
    JdbcTokenStore store = JdbcTokenStore.of(POOL, true, clock);
    String family = key();
    String attempts = key();
    store.beginFamily(family, "a", clock.instant().plusSeconds(60));
    store.countAttempt(attempts, Duration.ofSeconds(60));
    clock.move(Duration.ofMillis(59_999));
    assertThat(store.rotate(family, "a", "b")).isEqualTo(Rotation.DONE);
    assertThat(store.countAttempt(attempts, Duration.ofSeconds(60))).isEqualTo(2);
    clock.move(Duration.ofMillis(1));
    assertThat(store.rotate(family, "b", "c")).isEqualTo(Rotation.UNKNOWN);
    assertThat(store.countAttempt(attempts, Duration.ofSeconds(60))).isEqualTo(1);
  }

  @Test
  void longExpiredRowsAreDeleted() {
    MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
    JdbcTokenStore store = JdbcTokenStore.of(POOL, true, clock);
    String key = key();
    store.useOnce(key, clock.instant().plusSeconds(60));
    clock.move(Duration.ofHours(2));
    use(store, clock);
    assertThat(store.useOnce(key, clock.instant())).isFalse();
    clock.move(Duration.ofMinutes(2));
    use(store, clock);
    assertThat(store.useOnce(key, clock.instant())).isTrue();
  }

  private static void use(JdbcTokenStore store, Clock clock) {
    for (int i = 0; i < 5 * 256; i++) {
      store.useOnce(key(), clock.instant().minus(Duration.ofDays(1)));
    }
  }

  @Test
  void connectionIsReturnedUnchanged() throws Exception {
    try (Connection connection = POOL.getConnection()) {
      connection.setAutoCommit(false);
      DataSource single = of(connection);
      JdbcTokenStore.of(single, true, Clock.systemUTC()).clearAttempts(key());
      assertThat(connection.getAutoCommit()).isFalse();
      connection.setAutoCommit(true);
    }
  }

  // A pool of one connection, which close() leaves open.
  private static DataSource of(Connection connection) {
    Connection kept =
        proxy(
            Connection.class,
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(connection, arguments));
    return proxy(DataSource.class, (proxy, method, arguments) -> kept);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            JdbcTokenStoreTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Test
  void databaseFailureIsAnOutageWithoutValues() {
    DataSource broken =
        proxy(
            DataSource.class,
            (proxy, method, arguments) -> {
              throw new SQLException("password=secret", "08001");
            });
    String key = key();
    assertThatThrownBy(() -> JdbcTokenStore.of(broken, true, Clock.systemUTC()).endFamily(key))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("token store unavailable: exception=java.sql.SQLException sqlState=08001");
  }

  @Test
  void missingTablesAreReportedIfTheyMustNotBeCreated() {
    JdbcConnectionPool empty =
        JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");
    assertThatThrownBy(
            () -> JdbcTokenStore.of(empty, false, Clock.systemUTC()).revocationsSince(""))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(
            "tables are missing and auth.store.create-schema=false; run"
                + " META-INF/sallyport/schema-h2.sql of the jar, or set"
                + " auth.store.create-schema=true");
    empty.dispose();
  }

  @Test
  void unsupportedDatabaseIsReportedByName() throws Exception {
    DatabaseMetaData metaData =
        proxy(DatabaseMetaData.class, (proxy, method, arguments) -> "Oracle");
    Connection connection = proxy(Connection.class, (proxy, method, arguments) -> metaData);
    assertThatThrownBy(() -> JdbcDialect.of(connection))
        .hasMessage("database \"Oracle\" is not supported; use PostgreSQL, MySQL, MariaDB or H2");
    assertThat(JdbcDialect.MYSQL.schema()).hasSize(5);
    assertThat(JdbcDialect.POSTGRESQL.schema()).isEqualTo(JdbcDialect.H2.schema());
  }

  @Test
  void outageIsNotReportedAsMissingTables() {
    DataSource away =
        failing(new SQLException("gone", "08006"), name -> name.equals("createStatement"));
    assertThatThrownBy(() -> JdbcTokenStore.of(away, false, Clock.systemUTC()).endFamily(key()))
        .hasMessage("token store unavailable: exception=java.sql.SQLException sqlState=08006");
  }

  @Test
  void scriptOfTheJarCreatesAllTables() throws Exception {
    JdbcConnectionPool empty =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    try (Connection connection = empty.getConnection();
        InputStream script =
            JdbcTokenStore.class.getResourceAsStream("/META-INF/sallyport/schema-h2.sql")) {
      RunScript.execute(connection, new InputStreamReader(script, StandardCharsets.UTF_8));
    }
    JdbcTokenStore store = JdbcTokenStore.of(empty, false, Clock.systemUTC());
    assertThat(store.useOnce(key(), Clock.systemUTC().instant())).isTrue();
    assertThat(empty.getActiveConnections()).isZero();
    empty.dispose();
  }

  // An id is assigned when a row is inserted, and the row becomes visible when it is committed.
  @Test
  void rowCommittedLateIsRead() throws Exception {
    JdbcTokenStore store = JdbcTokenStore.of(POOL, true, Clock.systemUTC());
    Instant until = Instant.now().plusSeconds(600);
    store.revoke(Revocation.of(key(), Instant.now(), until));
    String late = key();
    try (Connection connection = POOL.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO sallyport_revoked_key (revocation_key, before_ms, until_ms) VALUES (?,"
                    + " 0, ?)")) {
      connection.setAutoCommit(false);
      insert.setString(1, late);
      insert.setLong(2, until.toEpochMilli());
      insert.executeUpdate();
      for (int i = 0; i < 3000; i++) {
        store.revoke(Revocation.of(key(), Instant.now(), until));
      }
      Revocations before = store.revocationsSince("");
      assertThat(before.entries()).extracting(Revocation::key).doesNotContain(late);
      connection.commit();
      connection.setAutoCommit(true);
      assertThat(store.revocationsSince(before.cursor()).entries())
          .extracting(Revocation::key)
          .contains(late);
    }
  }

  @Test
  void rolledBackStatementIsRepeated() {
    for (String state : List.of("40001", "40P01")) {
      AtomicInteger tries = new AtomicInteger();
      DataSource giving =
          failing(
              new SQLException("deadlock", state),
              name -> name.equals("prepareStatement") && tries.incrementAndGet() < 3);
      JdbcTokenStore store = JdbcTokenStore.of(giving, true, Clock.systemUTC());
      assertThat(store.useOnce(key(), Instant.now())).isTrue();
      assertThat(tries).hasValue(3);
    }
    AtomicInteger tries = new AtomicInteger();
    DataSource unsure =
        failing(
            new SQLException("who knows", "40003"),
            name -> name.equals("prepareStatement") && tries.incrementAndGet() < 3);
    JdbcTokenStore store = JdbcTokenStore.of(unsure, true, Clock.systemUTC());
    assertThatThrownBy(() -> store.endFamily(key())).isInstanceOf(StoreUnavailableException.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void failedCleaningIsNotReportedToTheCaller() {
    AtomicInteger cleanings = new AtomicInteger();
    JdbcTokenStore store = JdbcTokenStore.of(failing("SELECT until_ms", cleanings), true, CLOCK);
    for (int i = 0; i < 256; i++) {
      assertThat(store.useOnce(key(), Instant.now())).isTrue();
    }
    assertThat(cleanings).hasValue(1);
  }

  @Test
  void aPoolFromBeforeJava7IsGoodEnough() {
    JdbcTokenStore store =
        JdbcTokenStore.of(
            failing(new AbstractMethodError(), name -> name.endsWith("NetworkTimeout")),
            true,
            CLOCK);
    assertThat(store.useOnce(key(), Instant.now())).isTrue();
  }

  @Test
  void connectionsAreReturnedAfterAFailure() {
    for (String step :
        List.of("getAutoCommit", "setAutoCommit", "getMetaData", "prepareStatement", "isClosed")) {
      JdbcTokenStore store =
          JdbcTokenStore.of(
              failing(new SQLException("no", "08006"), name -> name.equals(step)), true, CLOCK);
      assertThatThrownBy(() -> store.endFamily(key()))
          .as(step)
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(POOL.getActiveConnections()).as(step).isZero();
    }
  }

  /** A pool whose connections fail at some steps. */
  private static DataSource failing(Throwable failure, Predicate<String> step) {
    return connections(
        (connection, method, arguments) -> {
          if (step.test(method.getName())) {
            throw failure;
          }
          return method.invoke(connection, arguments);
        });
  }

  private static DataSource failing(String sql, AtomicInteger failures) {
    return connections(
        (connection, method, arguments) -> {
          if (arguments != null && String.valueOf(arguments[0]).startsWith(sql)) {
            failures.incrementAndGet();
            throw new SQLException("no", "57014");
          }
          return method.invoke(connection, arguments);
        });
  }

  private static DataSource connections(InvocationHandler handler) {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Connection real = POOL.getConnection();
          return proxy(
              Connection.class,
              (ignored, called, with) -> {
                try {
                  return handler.invoke(real, called, with);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
        });
  }

  @Test
  void keysAreNotInterpreted() {
    JdbcTokenStore store = JdbcTokenStore.of(POOL, true, Clock.systemUTC());
    String hostile = "'; DROP TABLE sallyport_used_token; --";
    store.revoke(
        Revocation.of(
            hostile, Clock.systemUTC().instant(), Clock.systemUTC().instant().plusSeconds(60)));
    assertThat(store.useOnce(hostile, Clock.systemUTC().instant())).isTrue();
    assertThat(store.useOnce(hostile, Clock.systemUTC().instant())).isFalse();
  }

  // A table of an earlier version, with two rows for one key.
  private static JdbcConnectionPool earlierVersion() throws Exception {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE sallyport_revoked (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
              + " rkey VARCHAR(64) NOT NULL, before_ms BIGINT NOT NULL, until_ms BIGINT NOT NULL)");
      statement.execute(
          "INSERT INTO sallyport_revoked (rkey, before_ms, until_ms) VALUES ('a', 1,"
              + " 4000000000000), ('a', 2, 3900000000000), ('b', 3, 4000000000000)");
    }
    return pool;
  }

  @Test
  void revocationsOfAnEarlierVersionAreMoved() throws Exception {
    JdbcConnectionPool pool = earlierVersion();
    for (int i = 0; i < 2; i++) {
      assertThat(JdbcTokenStore.of(pool, true, CLOCK).revocationsSince("").entries())
          .containsExactlyInAnyOrder(
              Revocation.of("a", Instant.ofEpochMilli(2), Instant.ofEpochMilli(4000000000000L)),
              Revocation.of("b", Instant.ofEpochMilli(3), Instant.ofEpochMilli(4000000000000L)));
    }
    pool.dispose();
  }

  @Test
  void statementToExecuteIsReportedIfTablesMustNotBeChanged() throws Exception {
    JdbcConnectionPool pool = earlierVersion();
    try (Connection connection = pool.getConnection();
        InputStream script =
            JdbcTokenStore.class.getResourceAsStream("/META-INF/sallyport/schema-h2.sql")) {
      RunScript.execute(connection, new InputStreamReader(script, StandardCharsets.UTF_8));
    }
    JdbcTokenStore store = JdbcTokenStore.of(pool, false, CLOCK);
    assertThatThrownBy(() -> store.revocationsSince(""))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("auth.store.create-schema")
        .hasMessageEndingWith("stop all nodes and run: " + JdbcUpgrade.statements());
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : JdbcUpgrade.statements().split("; ", -1)) {
        statement.execute(sql);
      }
    }
    assertThat(store.revocationsSince("").entries()).hasSize(2);
    pool.dispose();
  }

  @Test
  void restoredDatabaseIsReadAgain() throws Exception {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    JdbcTokenStore store = JdbcTokenStore.of(pool, true, CLOCK);
    store.revoke(Revocation.of("a", Instant.now(), Instant.now().plusSeconds(600)));
    store.revoke(Revocation.of("b", Instant.now(), Instant.now().plusSeconds(600)));
    String cursor = store.revocationsSince("").cursor();
    assertThat(store.revocationsSince(cursor).hasMore()).isFalse();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM sallyport_revoked_key WHERE revocation_key = 'b'");
    }
    Revocations page = store.revocationsSince(cursor);
    assertThat(page.cursor()).isEmpty();
    assertThat(page.hasMore()).isTrue();
    pool.dispose();
  }

  @Test
  void keysBeyondTheMaximumShareCounts() {
    MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
    Duration window = Duration.ofMinutes(5);
    JdbcTokenStore full = JdbcTokenStore.of(POOL, true, clock, 2);
    JdbcTokenStore roomy = JdbcTokenStore.of(POOL, true, clock, 1000);
    String own = key();
    full.countAttempt(own, window);
    full.countAttempt(key(), window);
    String shared = key();
    for (int i = 1; i <= 5; i++) {
      assertThat(full.countAttempt(shared, window)).isGreaterThanOrEqualTo(i);
    }
    // A node below its maximum continues from the shared count, and all nodes use it then.
    assertThat(roomy.countAttempt(shared, window)).isGreaterThanOrEqualTo(6);
    assertThat(full.countAttempt(shared, window)).isGreaterThanOrEqualTo(7);
    assertThat(full.countAttempt(own, window)).isEqualTo(2);
    String late = key();
    clock.move(Duration.ofMinutes(4));
    full.countAttempt(key(), window);
    full.countAttempt(key(), window);
    for (int i = 1; i <= 5; i++) {
      assertThat(full.countAttempt(late, window)).isGreaterThanOrEqualTo(i);
    }
    clock.move(Duration.ofMinutes(4));
    assertThat(full.countAttempt(late, window)).isGreaterThanOrEqualTo(6);
    clock.move(Duration.ofMinutes(20));
    assertThat(full.countAttempt(late, window)).isEqualTo(1);
  }
}
