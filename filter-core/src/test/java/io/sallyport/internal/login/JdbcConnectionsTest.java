package io.sallyport.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.TestUsers;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.password.HashAlgorithm;
import io.sallyport.internal.password.PasswordHash;
import io.sallyport.internal.password.PasswordHashes;
import io.sallyport.internal.password.Pbkdf2Hash;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcConnectionsTest {

  private static final String CALLER = "select hash from users where name = ?";
  private static final Optional<String> GROUPS =
      Optional.of("select role from roles where name = ?");
  private static final Optional<String> UPDATE =
      Optional.of("update users set hash = ? where name = ? and hash = ?");

  private static final String ANN = Pbkdf2Hash.create("ann's word").text();

  /** A weak hash with few iterations, for speed. */
  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");

  @BeforeEach
  void fill() throws SQLException {
    run("create table users (name varchar(100), hash varchar(300))");
    run("create table roles (name varchar(100), role varchar(100))");
    insert("ann", ANN);
    run("insert into roles values ('ann', 'boss'), ('ann', ' '), ('ann', null), ('bob', 'clerk')");
  }

  @AfterEach
  void end() {
    assertThat(pool.getActiveConnections()).isZero();
    pool.dispose();
  }

  private void run(String sql, String... values) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  private void insert(String name, String hash) throws SQLException {
    run("insert into users values (?, ?)", name, hash);
  }

  private String hashOf(String name) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(CALLER)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private JdbcCheck check(Optional<String> update, Optional<HashAlgorithm> wanted) {
    return JdbcCheck.of(pool, JdbcQueries.of(CALLER, GROUPS, update), PasswordHashes.of(wanted));
  }

  private Optional<AuthPrincipal> ask(JdbcCheck check, String name, String password) {
    return JdbcCheckTest.login(check, name, password);
  }

  private Optional<AuthPrincipal> ask(String name, String password) {
    return ask(check(Optional.empty(), Optional.empty()), name, password);
  }

  @ParameterizedTest
  @ValueSource(strings = {"checked", "unchecked"})
  void databaseIsUsedAgainAfterAnOutage(String how) {
    AtomicInteger away = new AtomicInteger();
    JdbcCheck check =
        JdbcCheck.of(
            Sources.of(
                () -> {
                  if (away.get() > 0 && how.equals("checked")) {
                    throw new SQLException("no route to ann's database", "08001");
                  }
                  if (away.get() > 0) {
                    throw new IllegalStateException("pool of ann's is closed");
                  }
                  return pool.getConnection();
                }),
            JdbcQueries.of(CALLER, GROUPS, UPDATE),
            PasswordHashes.of(Optional.empty()));
    assertThat(ask(check, "ann", "ann's word")).isPresent();
    away.set(1);
    for (String name : List.of("ann", "nobody")) {
      assertThatThrownBy(() -> ask(check, name, "ann's word"))
          .isInstanceOf(CredentialOutageException.class)
          .message()
          .doesNotContain("ann");
    }
    away.set(0);
    assertThat(ask(check, "ann", "ann's word")).isPresent();
  }

  @Test
  void noConnectionIsOpenDuringHashing() {
    AtomicInteger held = new AtomicInteger(-1);
    PasswordHash observing =
        new CountingHash(new AtomicInteger()) {
          @Override
          public boolean verify(String password) {
            held.set(pool.getActiveConnections());
            return false;
          }
        };
    JdbcCheck check =
        JdbcCheck.of(
            pool,
            JdbcQueries.of(CALLER, GROUPS, UPDATE),
            new StoredHashes(
                PasswordHashes.of(Optional.empty()), text -> Optional.of(observing), observing));
    ask(check, "ann", "x");
    assertThat(held).hasValue(0);
  }

  @Test
  void unknownNameIsAsCostlyAsTheLastUser() {
    AtomicInteger hashed = new AtomicInteger();
    AtomicInteger decoys = new AtomicInteger();
    PasswordHash stored =
        new CountingHash(hashed) {
          @Override
          public PasswordHash decoy() {
            return new CountingHash(decoys);
          }
        };
    JdbcCheck check =
        JdbcCheck.of(
            pool,
            JdbcQueries.of(CALLER, GROUPS, UPDATE),
            new StoredHashes(
                PasswordHashes.of(Optional.empty()),
                text -> Optional.of(stored),
                new CountingHash(new AtomicInteger())));
    ask(check, "ann", "x");
    assertThat(hashed).hasValue(1);
    ask(check, "nobody", "x");
    assertThat(hashed).hasValue(1);
    assertThat(decoys).hasValue(1);
  }

  @Test
  void rowsWithoutAValidHashComputeAHash() throws SQLException {
    insert("dan", null);
    insert("eve", "plain text");
    insert("ann", ANN);
    AtomicInteger hashed = new AtomicInteger();
    JdbcCheck check =
        JdbcCheck.of(
            pool,
            JdbcQueries.of(CALLER, GROUPS, UPDATE),
            new StoredHashes(
                PasswordHashes.of(Optional.empty()),
                text -> Optional.empty(),
                new CountingHash(hashed)));
    for (String name : List.of("dan", "eve", "ann")) {
      assertThat(ask(check, name, "x")).isEmpty();
    }
    assertThat(hashed).hasValue(3);
  }

  @Test
  void concurrentlyChangedHashIsNotOverwritten() throws SQLException {
    String weak = TestUsers.hash("bob's word");
    insert("bob", weak);
    JdbcCheck check =
        JdbcCheck.of(
            pool,
            JdbcQueries.of(CALLER, GROUPS, UPDATE),
            new StoredHashes(
                PasswordHashes.of(Optional.empty()),
                text -> {
                  // Bob changes the password while the old hash is verified.
                  try {
                    run("update users set hash = 'new' where name = 'bob'");
                  } catch (SQLException e) {
                    throw new AssertionError(e);
                  }
                  return PasswordHashes.parse(text);
                },
                Pbkdf2Hash.create("").decoy()));
    assertThat(ask(check, "bob", "bob's word")).isPresent();
    assertThat(hashOf("bob")).isEqualTo("new");
  }

  @Test
  void renewedHashIsCommitted() throws SQLException {
    insert("bob", TestUsers.hash("bob's word"));
    JdbcCheck check =
        JdbcCheck.of(
            Sources.of(
                () -> {
                  Connection connection = pool.getConnection();
                  connection.setAutoCommit(false);
                  return connection;
                }),
            JdbcQueries.of(CALLER, GROUPS, Optional.of("update users set hash = ? where name = ?")),
            PasswordHashes.of(Optional.of(HashAlgorithm.BCRYPT)));
    assertThat(ask(check, "bob", "bob's word")).isPresent();
    assertThat(hashOf("bob")).startsWith("$2b$12$");
  }

  @Test
  void passwordTooLongForTheAlgorithmKeepsItsHash() throws SQLException {
    String password = "x".repeat(73);
    String weak = TestUsers.hash(password);
    insert("bob", weak);
    JdbcCheck check = check(UPDATE, Optional.of(HashAlgorithm.BCRYPT));
    assertThat(ask(check, "bob", password)).isPresent();
    assertThat(hashOf("bob")).isEqualTo(weak);
  }

  /** Creates a data source from a function. */
  private interface Sources {

    Connection connect() throws SQLException;

    static DataSource of(Sources source) {
      return (DataSource)
          Proxy.newProxyInstance(
              JdbcConnectionsTest.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (proxy, called, arguments) -> {
                if (called.getName().equals("getConnection")) {
                  return source.connect();
                }
                throw new UnsupportedOperationException(called.getName());
              });
    }
  }

  private static class CountingHash implements PasswordHash {

    private final AtomicInteger hashed;

    private CountingHash(AtomicInteger hashed) {
      this.hashed = hashed;
    }

    @Override
    public boolean verify(String password) {
      hashed.incrementAndGet();
      return false;
    }

    @Override
    public PasswordHash decoy() {
      return this;
    }

    @Override
    public HashAlgorithm algorithm() {
      return HashAlgorithm.PBKDF2;
    }

    @Override
    public boolean isWeak() {
      return false;
    }

    @Override
    public String text() {
      return "";
    }
  }
}
