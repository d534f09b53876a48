package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.FakeNaming;
import io.sallyport.fixture.ReducedClassPath;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.servlet.ServletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors and responses if an optional library is not installed. */
class MissingLibraryTest {

  private static final String BCRYPT =
      "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
  private static final String REMEDY =
      " needs org.bouncycastle:bcprov-jdk18on:1.87; add it to WEB-INF/lib";

  @Test
  void missingHashLibraryStopsStart() throws Exception {
    for (String word : List.of("bcrypt", "argon2id")) {
      assertThat(ReducedClassPath.run(Start.class, word, "bcprov"))
          .contains("auth.login.hash-algorithm (init-param): " + word + REMEDY + ", or use pbkdf2");
    }
    assertThat(ReducedClassPath.run(Start.class, "pbkdf2", "bcprov")).isEqualTo("started");
    // With the library the same start succeeds.
    assertThat(ReducedClassPath.run(Start.class, "bcrypt")).isEqualTo("started");
  }

  @Test
  void usersFileWithMissingHashLibraryStopsStart(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("users"), "# people\nann=" + BCRYPT + " boss\n");
    assertThat(ReducedClassPath.run(UsersFileStart.class, file.toString(), "bcprov"))
        .contains("is not valid: line 2: bcrypt" + REMEDY)
        .doesNotContain("$2a$");
    assertThat(ReducedClassPath.run(UsersFileStart.class, file.toString())).isEqualTo("started");
  }

  @Test
  void missingHashLibraryAtLoginIs503ForThatUserOnly() throws Exception {
    assertThat(ReducedClassPath.run(Login.class, "ann U*U", "bcprov")).isEqualTo("503");
    assertThat(ReducedClassPath.run(Login.class, "bob passwordPASSWORDpassword", "bcprov"))
        .isEqualTo("204");
    assertThat(ReducedClassPath.run(Login.class, "bob wrong", "bcprov")).isEqualTo("401");
    assertThat(ReducedClassPath.run(Login.class, "ann U*U")).isEqualTo("204");
  }

  @Test
  void redisWithoutClientLibraryStopsStart() throws Exception {
    assertThat(ReducedClassPath.run(StoreStart.class, "redis", "jedis", "commons-pool2"))
        .contains("auth.store")
        .contains("redis.clients:jedis");
    assertThat(ReducedClassPath.run(StoreStart.class, "memory", "jedis", "commons-pool2"))
        .isEqualTo("started");
  }

  private static FakeContext context() {
    return new FakeContext().parameter("auth.mode", "session").parameter("auth.login.path", "/in");
  }

  private static FakeContext database() {
    return context()
        .parameter("auth.login.user-store", "jdbc")
        .parameter("auth.login.jdbc.datasource", "jdbc/app")
        .parameter("auth.login.jdbc.caller-query", "select hash from users where name = ?")
        .parameter("auth.login.jdbc.update-hash", "update users set hash = ? where name = ?");
  }

  private static JdbcConnectionPool pool() {
    return JdbcConnectionPool.create(
        "jdbc:h2:mem:"
            + java.util.UUID.randomUUID()
            + ";DB_CLOSE_DELAY=-1"
            + ";INIT=create table if not exists users (name varchar(9)\\, hash varchar(200))",
        "",
        "");
  }

  /** Starts with a database and the named algorithm; returns the result. */
  public static final class Start implements UnaryOperator<String> {

    public Start() {}

    @Override
    public String apply(String word) {
      JdbcConnectionPool pool = pool();
      try (FakeNaming naming = FakeNaming.open(Map.of("jdbc/app", pool))) {
        return start(database().parameter("auth.login.hash-algorithm", word));
      } finally {
        pool.dispose();
      }
    }
  }

  /** Starts with a users file. */
  public static final class UsersFileStart implements UnaryOperator<String> {

    public UsersFileStart() {}

    @Override
    public String apply(String file) {
      return start(
          context()
              .parameter("auth.login.user-store", "file")
              .parameter("auth.login.users-file", file));
    }
  }

  /** Starts with the named token store. */
  public static final class StoreStart implements UnaryOperator<String> {

    public StoreStart() {}

    @Override
    public String apply(String store) {
      FakeContext context =
          new FakeContext()
              .parameter("auth.mode", "jwt")
              .parameter("auth.jwt.secretkey", Tokens.SECRET)
              .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
              .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
              .parameter("auth.store", store);
      return start(
          store.equals("redis")
              ? context.parameter("auth.store.url", "redis://127.0.0.1:6379")
              : context);
    }
  }

  private static String start(FakeContext context) {
    AuthenticationFilter filter = new AuthenticationFilter();
    try {
      filter.init(context.filterConfig());
      return "started";
    } catch (ServletException e) {
      return e.getMessage();
    } finally {
      filter.destroy();
    }
  }

  /** Logs in with a name and a password; returns the status. */
  public static final class Login implements UnaryOperator<String> {

    public Login() {}

    @Override
    public String apply(String nameAndPassword) {
      String[] words = nameAndPassword.split(" ");
      String bob =
          "PBKDF2WithHmacSHA256:4096:c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0:"
              + "NIyJ28vTKy8y2BS4EW6EzysXNH68GAAYHE4qH7jdU+E=";
      JdbcConnectionPool pool = pool();
      try (FakeNaming naming = FakeNaming.open(Map.of("jdbc/app", pool));
          java.sql.Connection connection = pool.getConnection();
          java.sql.PreparedStatement insert =
              connection.prepareStatement("insert into users values ('ann', ?), ('bob', ?)")) {
        insert.setString(1, BCRYPT);
        insert.setString(2, bob);
        insert.execute();
        return login(database(), words[0], words[1]);
      } catch (java.sql.SQLException e) {
        return e.toString();
      } finally {
        pool.dispose();
      }
    }

    private static String login(FakeContext context, String name, String password) {
      AuthenticationFilter filter = new AuthenticationFilter();
      FakeResponse response = new FakeResponse();
      try {
        filter.init(context.filterConfig());
        filter.doFilter(
            FakeRequest.post("/in")
                .body(
                    "application/json",
                    "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}"),
            response,
            (in, out) -> {
              throw new AssertionError("the login is ours");
            });
        return String.valueOf(response.getStatus());
      } catch (java.io.IOException | ServletException e) {
        return e.toString();
      } finally {
        filter.destroy();
      }
    }
  }
}
