package io.sallyport.internal.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.AuthenticationFilter;
import io.sallyport.fixture.FakeNaming;
import io.sallyport.test.FakeContext;
import io.sallyport.test.Tokens;
import jakarta.servlet.ServletException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The databases with which the application starts. */
class DatabaseCheckTest {

  private static final String OLD_TABLE =
      "CREATE TABLE sallyport_revoked (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
          + " rkey VARCHAR(64) NOT NULL, before_ms BIGINT NOT NULL, until_ms BIGINT NOT NULL)";
  private static final String COPY =
      "INSERT INTO sallyport_revoked_key (revocation_key, before_ms, until_ms)";

  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");

  @AfterEach
  void end() {
    assertThat(pool.getActiveConnections()).isZero();
    pool.dispose();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void start(DataSource source, String createSchema) throws Exception {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "jwt")
            .parameter("auth.jwt.secretkey", Tokens.SECRET)
            .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
            .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
            .parameter("auth.store", "jdbc")
            .parameter("auth.store.datasource", "java:comp/env/jdbc/app")
            .parameter("auth.store.create-schema", createSchema);
    try (FakeNaming naming = FakeNaming.open(Map.of("java:comp/env/jdbc/app", source))) {
      AuthenticationFilter filter = new AuthenticationFilter();
      filter.init(context.filterConfig());
      filter.destroy();
    }
  }

  private void makeTables() throws Exception {
    try (io.sallyport.spi.TokenStore store =
        io.sallyport.internal.store.JdbcTokenStore.of(pool, true, java.time.Clock.systemUTC())) {
      store.endFamily("none");
    }
  }

  @Test
  void missingTablesStopTheStartWithTheScript() {
    assertThatThrownBy(() -> start(pool, "false"))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("auth.store")
        .hasMessageContaining("auth.store.create-schema=false")
        .hasMessageContaining("run META-INF/sallyport/schema-h2.sql of the jar")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(COPY));
  }

  @Test
  void oldTablesStopTheStartWithAllSteps() throws Exception {
    execute(OLD_TABLE);
    assertThatThrownBy(() -> start(pool, "false"))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("run META-INF/sallyport/schema-h2.sql of the jar")
        .hasMessageContaining(COPY)
        .hasMessageContaining("DROP TABLE sallyport_revoked");
  }

  @Test
  void oldTableBesideNewOnesStopsTheStart() throws Exception {
    makeTables();
    execute(OLD_TABLE);
    assertThatThrownBy(() -> start(pool, "false"))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("stop all nodes and run: " + COPY)
        .hasMessageContaining("DROP TABLE sallyport_revoked");
  }

  @Test
  void statementsOfTheMessageAreSufficient() throws Exception {
    makeTables();
    execute(OLD_TABLE);
    assertThatThrownBy(() -> start(pool, "false"))
        .satisfies(
            e -> {
              String message = String.valueOf(e.getMessage());
              for (String sql : message.substring(message.indexOf(COPY)).split(";", -1)) {
                execute(sql);
              }
            });
    assertThatCode(() -> start(pool, "false")).doesNotThrowAnyException();
  }

  @Test
  void applicationStartsWithCompleteTables() throws Exception {
    makeTables();
    assertThatCode(() -> start(pool, "false")).doesNotThrowAnyException();
  }

  @Test
  void oldTableIsAcceptedIfSchemaMayBeCreated() throws Exception {
    execute(OLD_TABLE);
    assertThatCode(() -> start(pool, "true")).doesNotThrowAnyException();
  }

  @Test
  void unsupportedDatabaseStopsTheStart() {
    assertThatThrownBy(() -> start(another(), "true"))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("database \"Other\" is not supported");
  }

  @Test
  void failingDatabaseDoesNotStopTheStart() {
    assertThatCode(
            () ->
                start(
                    source(
                        () -> {
                          throw new SQLException("away", "08001");
                        }),
                    "false"))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                start(
                    source(
                        () -> {
                          throw new IllegalStateException("no pool");
                        }),
                    "false"))
        .doesNotThrowAnyException();
  }

  @Test
  void hangingDatabaseDoesNotStopTheStart() {
    CountDownLatch never = new CountDownLatch(1);
    assertThatCode(
            () ->
                start(
                    source(
                        () -> {
                          never.await();
                          throw new SQLException("away", "08001");
                        }),
                    "false"))
        .doesNotThrowAnyException();
  }

  private DataSource another() {
    return source(
        () -> {
          Connection connection = pool.getConnection();
          return proxy(
              Connection.class,
              (proxy, method, arguments) ->
                  method.getName().equals("getMetaData")
                      ? proxy(java.sql.DatabaseMetaData.class, (data, name, none) -> "Other")
                      : method.invoke(connection, arguments));
        });
  }

  private static DataSource source(java.util.concurrent.Callable<Connection> connections) {
    return proxy(DataSource.class, (proxy, method, arguments) -> connections.call());
  }

  private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            DatabaseCheckTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
