package io.sallyport.servertests.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sallyport.internal.store.JdbcTokenStore;
import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests for databases only: tables, pools, and the order in which rows become visible. */
abstract class DatabaseOutages extends StoreOutages {

  private static final int AT_ONCE = 8;

  @Override
  abstract PooledDatabase server();

  private static <T> List<T> atOnce(int calls, Callable<T> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try {
      CountDownLatch ready = new CountDownLatch(calls);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        running.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return call.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : running) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static TokenStore node(DataSource source) {
    return JdbcTokenStore.of(source, true, Clock.systemUTC());
  }

  private HikariDataSource inEmptyDatabase() throws Exception {
    String url = server().emptyDatabase();
    return server().anotherPool(config -> config.setJdbcUrl(url));
  }

  @Test
  void nodesCreateTablesConcurrently() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (HikariDataSource empty = inEmptyDatabase()) {
        String key = key();
        assertThat(atOnce(AT_ONCE, () -> node(empty).useOnce(key, Instant.now())))
            .containsOnlyOnce(true);
      }
    }
  }

  @Test
  void missingTablesNameTheScript() throws Exception {
    try (HikariDataSource empty = inEmptyDatabase()) {
      TokenStore store = JdbcTokenStore.of(empty, false, Clock.systemUTC());
      assertThatThrownBy(() -> store.useOnce(key(), Instant.now()))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("auth.store.create-schema")
          .hasMessageContaining("META-INF/sallyport/schema-");
      runScript(empty);
      String key = key();
      assertThat(store.useOnce(key, Instant.now())).isTrue();
      assertThat(store.useOnce(key, Instant.now())).isFalse();
      assertThat(store.openSession(key, key, Instant.now().plusSeconds(60), 1)).isEmpty();
      assertThat(empty.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }

  private static void runScript(DataSource database) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
      String name = product.equals("mariadb") ? "mysql" : product;
      try (InputStream script =
          JdbcTokenStore.class.getResourceAsStream("/META-INF/sallyport/schema-" + name + ".sql")) {
        for (String create :
            new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";", -1)) {
          if (!create.isBlank()) {
            statement.execute(create);
          }
        }
      }
    }
  }

  // A row gets its number at the insert, and becomes visible at the commit.
  @Test
  void rowCommittedLateIsRead() throws Exception {
    TokenStore store = node(server().pool());
    Instant until = Instant.now().plusSeconds(600);
    store.revoke(Revocation.of(key(), Instant.now(), until));
    String late = key();
    String raisedLate = key();
    store.revoke(Revocation.of(raisedLate, Instant.now(), until));
    try (Connection connection = server().pool().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO sallyport_revoked_key (revocation_key, before_ms, until_ms) VALUES (?, 0, ?)")) {
      connection.setAutoCommit(false);
      insert.setString(1, late);
      insert.setLong(2, until.toEpochMilli());
      insert.executeUpdate();
      String cursor = "";
      // Several reads in between, each with new rows.
      for (int read = 0; read < 10; read++) {
        for (int i = 0; i < 150; i++) {
          store.revoke(Revocation.of(key(), Instant.now(), until));
        }
        Revocations page = store.revocationsSince(cursor);
        assertThat(page.entries()).extracting(Revocation::key).doesNotContain(late);
        cursor = page.cursor();
      }
      connection.commit();
      Revocation raised = Revocation.of(raisedLate, Instant.now(), until.plusSeconds(60));
      store.revoke(raised);
      assertThat(store.revocationsSince(cursor).entries())
          .contains(raised)
          .extracting(Revocation::key)
          .contains(late);
    }
  }

  @Test
  void nodesMigrateOldTableConcurrently() throws Exception {
    try (HikariDataSource database = inEmptyDatabase()) {
      String identity =
          server() instanceof Postgres ? "GENERATED ALWAYS AS IDENTITY" : "AUTO_INCREMENT";
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE sallyport_revoked (id BIGINT "
                + identity
                + " PRIMARY KEY, rkey VARCHAR(64) NOT NULL, before_ms BIGINT NOT NULL,"
                + " until_ms BIGINT NOT NULL)");
        statement.execute(
            "INSERT INTO sallyport_revoked (rkey, before_ms, until_ms)"
                + " VALUES ('a', 1, 4000000000000), ('a', 2, 3900000000000)");
      }
      assertThat(atOnce(AT_ONCE, () -> node(database).findRevocations(List.of("a"))))
          .containsOnly(
              List.of(
                  Revocation.of(
                      "a", Instant.ofEpochMilli(2), Instant.ofEpochMilli(4000000000000L))));
    }
  }

  @Tag("full-servers")
  @Test
  void callersAreServedWhileMillionRowsLoad() throws Exception {
    try (HikariDataSource database = inEmptyDatabase()) {
      TokenStore store = node(database);
      store.revocationsSince("");
      fill(database);
      LongRevocationList.assertServedWhileLoading(store);
    }
  }

  private static void fill(DataSource database) throws Exception {
    long until = Instant.now().plusSeconds(3600).toEpochMilli();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      for (int row = 0; row < LongRevocationList.ENTRIES; row += 1000) {
        insert(connection, row, until);
      }
      connection.commit();
    }
  }

  private static void insert(Connection connection, int first, long until) throws Exception {
    StringBuilder sql =
        new StringBuilder(
            "INSERT INTO sallyport_revoked_key (revocation_key, before_ms, until_ms) VALUES ");
    for (int i = 0; i < 1000; i++) {
      sql.append(i == 0 ? "('" : ",('").append(LongRevocationList.key(first + i)).append("',");
      sql.append(until).append(',').append(until).append(')');
    }
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql.toString());
    }
  }

  // Some applications have such a pool. The database aborts the second of two statements there.
  @Test
  void serializablePoolWorks() throws Exception {
    assertWorksWith(config -> config.setTransactionIsolation("TRANSACTION_SERIALIZABLE"));
  }

  @Test
  void poolWithoutAutoCommitWorks() throws Exception {
    assertWorksWith(config -> config.setAutoCommit(false));
  }

  private void assertWorksWith(Consumer<HikariConfig> change) throws Exception {
    try (HikariDataSource pool = server().anotherPool(change)) {
      TokenStore one = node(pool);
      TokenStore other = node(pool);
      String key = key();
      Instant until = Instant.now().plusSeconds(600);
      assertThat(atOnce(AT_ONCE, () -> one.useOnce(key, until))).containsOnlyOnce(true);
      one.beginFamily(key, key, until);
      assertThat(atOnce(AT_ONCE, () -> other.rotate(key, key, key())))
          .containsOnlyOnce(Rotation.DONE)
          .containsOnlyOnce(Rotation.REUSED);
      Set<String> tooMany = new HashSet<>();
      atOnce(AT_ONCE, () -> one.openSession(key, key(), until, 3)).forEach(tooMany::addAll);
      assertThat(tooMany).hasSize(AT_ONCE - 3);
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }
}
