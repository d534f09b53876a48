package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import io.sallyport.fixture.FakeContext;
import io.sallyport.fixture.FakeRequest;
import io.sallyport.fixture.FakeResponse;
import io.sallyport.fixture.NamedResources;
import io.sallyport.fixture.Tokens;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.spi.PasswordCheck;
import io.sallyport.spi.StoreUnavailableException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of passwords as web.xml asks for them, from the request to the answer. */
class PasswordLoginTest {

  private static final String DATA_SOURCE = "java:comp/env/jdbc/app";
  // Salt "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096 rounds of SHA-256, made by Python's hashlib.
  private static final String HASH =
      "PBKDF2WithHmacSHA256:4096:c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0:"
          + "NIyJ28vTKy8y2BS4EW6EzysXNH68GAAYHE4qH7jdU+E=";
  private static final String PASSWORD = "passwordPASSWORDpassword";

  private final AuthenticationFilter filter = new AuthenticationFilter();

  @AfterEach
  void end() {
    filter.destroy();
  }

  private void start(String... settings) throws Exception {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "both")
            .parameter("auth.jwt.secretkey", Tokens.SECRET)
            .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
            .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
            .parameter("auth.login.path", "/login")
            .parameter("auth.token.path", "/token")
            .parameter("auth.rules", "/* permit");
    for (int i = 0; i < settings.length; i += 2) {
      context.parameter(settings[i], settings[i + 1]);
    }
    filter.init(context.filterConfig());
  }

  private void startApplications(String... settings) throws Exception {
    String[] all = new String[settings.length + 2];
    all[0] = "auth.login.credentials";
    all[1] = Staff.class.getName();
    System.arraycopy(settings, 0, all, 2, settings.length);
    start(all);
  }

  private FakeResponse post(String path, String name, String password) throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(
        FakeRequest.post(path)
            .body(
                "application/json",
                "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}"),
        response,
        (in, out) -> {
          throw new AssertionError("the login is ours");
        });
    return response;
  }

  /** A servlet that calls request.login. */
  private HttpServletRequest loginFromAServlet(String name, String password) throws Exception {
    FakeRequest request = FakeRequest.get("/servlet");
    HttpServletRequest[] seen = new HttpServletRequest[1];
    filter.doFilter(
        request,
        new FakeResponse(),
        (in, out) -> {
          seen[0] = (HttpServletRequest) in;
          seen[0].login(name, password);
        });
    return seen[0];
  }

  public static final class Staff implements PasswordCheck {

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      if (name.equals("away")) {
        throw new StoreUnavailableException("the staff's database is away");
      }
      if (name.equals("broken")) {
        throw new IllegalStateException(password);
      }
      if (name.equals("null")) {
        return null;
      }
      // As an application may have it: another source, and claims.
      return password.equals("right")
          ? Optional.of(AuthPrincipal.of(name, List.of("boss"), AuthSource.CONTAINER))
          : Optional.empty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "/token"})
  void whoGuessesTooOftenIsToldWhenToComeBack(String path) throws Exception {
    startApplications("auth.login.max-failures", "3", "auth.login.failure-window", "90");
    for (int i = 0; i < 3; i++) {
      FakeResponse wrong = post(path, "ann", "wrong");
      assertThat(wrong.getStatus()).isEqualTo(401);
      assertThat(wrong.getHeader("Retry-After")).isNull();
    }
    FakeResponse refused = post(path, "ann", "right");
    assertThat(refused.getStatus()).isEqualTo(429);
    assertThat(refused.getHeader("Retry-After")).isEqualTo("90");
    assertThat(refused.setCookies()).isEmpty();
    assertThat(refused.body()).doesNotContain("token");
    assertThat(post(path, "bob", "right").getStatus()).isIn(200, 204);
  }

  @Test
  void allWaysToLogInShareOneCount() throws Exception {
    startApplications("auth.login.max-failures", "3");
    post("/login", "ann", "wrong");
    post("/token", "Ann", "wrong");
    assertThatThrownBy(() -> loginFromAServlet(" ann", "wrong"))
        .isInstanceOf(ServletException.class);
    assertThat(post("/login", "ann", "right").getStatus()).isEqualTo(429);
    assertThat(post("/token", "ann", "right").getStatus()).isEqualTo(429);
    assertThatThrownBy(() -> loginFromAServlet("ann", "right"))
        .isInstanceOf(ServletException.class)
        .hasMessage("too many attempts; try again in 300 seconds");
  }

  @Test
  void requestLoginSaysWrongByItsException() throws Exception {
    startApplications();
    HttpServletRequest request = loginFromAServlet("ann", "right");
    assertThat(request.getRemoteUser()).isEqualTo("ann");
    assertThat(request.isUserInRole("boss")).isTrue();
    assertThatThrownBy(() -> loginFromAServlet("ann", "wrong"))
        .isInstanceOf(ServletException.class)
        .hasMessage("login failed");
    assertThatThrownBy(() -> loginFromAServlet("ann", null)).isInstanceOf(ServletException.class);
    assertThatThrownBy(() -> loginFromAServlet(null, "right")).isInstanceOf(ServletException.class);
  }

  @ParameterizedTest
  @CsvSource({"away, /login", "away, /token", "broken, /login", "broken, /token", "null, /login"})
  void anApplicationsCheckThatCannotSayIsAnOutage(String name, String path) throws Exception {
    startApplications();
    FakeResponse response = post(path, name, "right");
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.body()).doesNotContain("right").doesNotContain("staff");
  }

  @ParameterizedTest
  @CsvSource({"ann, ' right'", "ann, Right", "nobody, wrong", "' ', right"})
  void whatIsWrongLooksTheSame(String name, String password) throws Exception {
    startApplications();
    FakeResponse known = post("/login", "ann", "no");
    FakeResponse other = post("/login", name, password);
    assertThat(other.getStatus()).isEqualTo(known.getStatus());
    assertThat(other.body()).isEqualTo(known.body());
    assertThat(other.getHeader("WWW-Authenticate")).isEqualTo(known.getHeader("WWW-Authenticate"));
  }

  @Test
  void aDatabaseOfTheServersNamingChecksPasswords() throws Exception {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    try (NamedResources naming = NamedResources.with(DATA_SOURCE, pool)) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create table users (name varchar(100), hash varchar(300))");
        statement.execute("insert into users values ('ann', '" + HASH + "')");
      }
      start(
          "auth.login.credentials",
          "jdbc",
          "auth.login.jdbc.datasource",
          DATA_SOURCE,
          "auth.login.jdbc.caller-query",
          "select hash from users where name = ?",
          "auth.login.max-failures",
          "3");
      assertThat(post("/login", "ann", PASSWORD).getStatus()).isEqualTo(204);
      assertThat(post("/token", "ann", PASSWORD).getStatus()).isEqualTo(200);
      assertThat(post("/login", "ann", PASSWORD + " ").getStatus()).isEqualTo(401);
      assertThat(post("/login", "ann' or ''='", PASSWORD).getStatus()).isEqualTo(401);
      assertThat(pool.getActiveConnections()).isZero();
      pool.dispose();
      FakeResponse away = post("/login", "bob", PASSWORD);
      assertThat(away.getStatus()).isEqualTo(503);
      assertThat(away.getHeader("Retry-After")).isEqualTo("5");
    } finally {
      pool.dispose();
    }
  }

  @Test
  void aDataSourceThatIsNotThereStopsTheStart() {
    try (NamedResources naming = NamedResources.with("java:comp/env/mail", "no data source")) {
      for (String name : List.of(DATA_SOURCE, "java:comp/env/mail")) {
        assertThatThrownBy(
                () ->
                    start(
                        "auth.login.credentials",
                        "jdbc",
                        "auth.login.jdbc.datasource",
                        name,
                        "auth.login.jdbc.caller-query",
                        "select hash from users where name = ?"))
            .isInstanceOf(ServletException.class)
            .hasMessageContaining("\"auth.login.jdbc.datasource\" is \"" + name + "\", ")
            .hasMessageContaining(
                name.equals(DATA_SOURCE)
                    ? "which the server does not know; declare it as <resource-ref>"
                    : "where something else lies (java.lang.String); declare it as <resource-ref>");
      }
    }
  }

  @Test
  void aDirectoryChecksPasswords() throws Exception {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example");
    config.setSchema(null);
    InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
    server.add("dn: dc=example", "objectClass: domain", "dc: example");
    server.add("dn: uid=ann,dc=example", "objectClass: person", "uid: ann", "userPassword: word");
    server.startListening();
    try {
      start(
          "auth.login.credentials",
          "ldap",
          "auth.login.ldap.url",
          "ldap://127.0.0.1:" + server.getListenPort(),
          "auth.login.ldap.allow-cleartext",
          "true",
          "auth.login.ldap.caller-base-dn",
          "dc=example");
      assertThat(post("/login", "ann", "word").getStatus()).isEqualTo(204);
      assertThat(post("/token", "ann", "word").getStatus()).isEqualTo(200);
      assertThat(post("/login", "ann", "wrong").getStatus()).isEqualTo(401);
      assertThat(post("/login", "*", "word").getStatus()).isEqualTo(401);
    } finally {
      server.shutDown(true);
    }
    assertThat(post("/login", "ann", "word").getStatus()).isEqualTo(503);
  }

  @Test
  void identityStoresWithoutAServerThatHasThemStopTheStart() {
    assertThatThrownBy(() -> start("auth.login.credentials", "identity-store"))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("declare an identity store (and a beans.xml)");
  }
}
