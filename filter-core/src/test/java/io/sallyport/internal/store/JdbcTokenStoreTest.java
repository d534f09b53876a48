package io.sallyport.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.MovableClock;
import io.sallyport.spi.Revocation;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import io.sallyport.spi.TokenStoreContract;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** On H2; PostgreSQL and MariaDB are in server-tests. */
class JdbcTokenStoreTest extends TokenStoreContract {

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
  void timesAreThoseOfTheCallersClock() {
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
  void whatIsOverForHoursIsDeleted() {
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
    for (int i = 0; i < 1024; i++) {
      store.useOnce(key(), clock.instant().minus(Duration.ofDays(1)));
    }
  }

  @Test
  void aConnectionGoesBackAsItCame() throws Exception {
    try (Connection connection = POOL.getConnection()) {
      connection.setAutoCommit(false);
      DataSource single = of(connection);
      JdbcTokenStore.of(single, true, Clock.systemUTC()).clearAttempts(key());
      assertThat(connection.getAutoCommit()).isFalse();
      connection.setAutoCommit(true);
    }
  }

  // A pool of one, which closing leaves open.
  private static DataSource of(Connection connection) {
    Connection kept =
        proxy(
            Connection.class,
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(connection, arguments));
    return proxy(DataSource.class, (proxy, method, arguments) -> kept);
  }

  private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            JdbcTokenStoreTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Test
  void aDatabaseThatFailsIsAnOutageWithoutValues() {
    DataSource broken =
        proxy(
            DataSource.class,
            (proxy, method, arguments) -> {
              throw new SQLException("password=secret", "08001");
            });
    String key = key();
    assertThatThrownBy(() -> JdbcTokenStore.of(broken, true, Clock.systemUTC()).endFamily(key))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("the database of the token store: java.sql.SQLException 08001");
  }

  @Test
  void missingTablesAreSaidWhereTheyMayNotBeMade() {
    JdbcConnectionPool empty =
        JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");
    assertThatThrownBy(
            () -> JdbcTokenStore.of(empty, false, Clock.systemUTC()).revocationsSince(""))
        .isInstanceOf(StoreUnavailableException.class)
        .rootCause()
        .hasMessageContaining("auth.store.create-schema");
    empty.dispose();
  }

  @Test
  void anotherDatabaseIsRefusedByName() throws Exception {
    DatabaseMetaData metaData =
        proxy(DatabaseMetaData.class, (proxy, method, arguments) -> "Oracle");
    Connection connection = proxy(Connection.class, (proxy, method, arguments) -> metaData);
    assertThatThrownBy(() -> JdbcDialect.of(connection))
        .hasMessage("the database is \"Oracle\"; use PostgreSQL, MySQL, MariaDB or H2");
    assertThat(JdbcDialect.MYSQL.schema()).hasSize(5);
    assertThat(JdbcDialect.POSTGRESQL.schema()).isEqualTo(JdbcDialect.H2.schema());
  }

  @Test
  void aKeyIsTextAndNothingElse() {
    JdbcTokenStore store = JdbcTokenStore.of(POOL, true, Clock.systemUTC());
    String hostile = "'; DROP TABLE sallyport_used; --";
    store.revoke(
        Revocation.of(
            hostile, Clock.systemUTC().instant(), Clock.systemUTC().instant().plusSeconds(60)));
    assertThat(store.useOnce(hostile, Clock.systemUTC().instant())).isTrue();
    assertThat(store.useOnce(hostile, Clock.systemUTC().instant())).isFalse();
  }
}
