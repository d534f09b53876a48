package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.FakeContext;
import io.sallyport.fixture.FakeNaming;
import io.sallyport.fixture.FakeRequest;
import io.sallyport.fixture.FakeResponse;
import jakarta.servlet.ServletException;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bouncy Castle is optional: what a deployer and a caller meet where it was left out. */
class MissingLibraryTest {

  private static final String BCRYPT =
      "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
  private static final String REMEDY =
      " needs org.bouncycastle:bcprov-jdk18on:1.87; put it into WEB-INF/lib";

  /** Runs one of the scenes below with the whole class path but for what is named. */
  private static String without(String leftOut, Class<?> scene, String argument) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains(leftOut)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Object there = loader.loadClass(scene.getName()).getConstructor().newInstance();
      @SuppressWarnings("unchecked") // An interface of the JDK's, which both loaders share.
      UnaryOperator<String> runnable = (UnaryOperator<String>) there;
      return runnable.apply(argument);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void aHashThatIsAskedForStopsTheStart() throws Exception {
    for (String word : List.of("bcrypt", "argon2id")) {
      assertThat(without("bcprov", Start.class, word))
          .contains(
              "\"auth.login.hash-algorithm\" cannot be used: " + word + REMEDY + ", or use pbkdf2");
    }
    assertThat(without("bcprov", Start.class, "pbkdf2")).isEqualTo("started");
    // With it, the same start succeeds: it is what was left out that stopped it.
    assertThat(without("no such jar", Start.class, "bcrypt")).isEqualTo("started");
  }

  @Test
  void aUsersFileWithSuchAHashStopsTheStart(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("users"), "# people\nann=" + BCRYPT + " boss\n");
    assertThat(without("bcprov", UsersFileStart.class, file.toString()))
        .contains("names a file with faults: line 2: bcrypt" + REMEDY)
        .doesNotContain("$2a$");
    assertThat(without("no such jar", UsersFileStart.class, file.toString())).isEqualTo("started");
  }

  @Test
  void atLoginItIsAnOutageAndOthersLogIn() throws Exception {
    assertThat(without("bcprov", Login.class, "ann U*U")).isEqualTo("503");
    assertThat(without("bcprov", Login.class, "bob passwordPASSWORDpassword")).isEqualTo("204");
    assertThat(without("bcprov", Login.class, "bob wrong")).isEqualTo("401");
    assertThat(without("no such jar", Login.class, "ann U*U")).isEqualTo("204");
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

  /** Starts over a database, with the algorithm that is named; says how that went. */
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

  /** Starts over a users file. */
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

  /** Logs in with the name and the password that are given; says the status. */
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
