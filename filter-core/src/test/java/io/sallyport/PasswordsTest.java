package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sallyport.fixture.FakeNaming;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.spi.PasswordCheck;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** User stores, from the setting in web.xml to the response. */
class PasswordsTest {

  private static final AtomicReference<CDI<Object>> CDI_HERE = new AtomicReference<>();

  private AuthenticationFilter filter;

  @AfterEach
  void end() {
    CDI_HERE.set(null);
    if (filter != null) {
      filter.destroy();
    }
  }

  private AuthenticationFilter start(String... parameters) throws ServletException {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "both")
            .parameter("auth.jwt.secretkey", Tokens.SECRET)
            .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
            .parameter("auth.login.path", "/login")
            .parameter("auth.token.path", "/token")
            .parameter("auth.rules", "/* permit");
    for (int i = 0; i < parameters.length; i += 2) {
      context.parameter(parameters[i], parameters[i + 1]);
    }
    AuthenticationFilter started = new AuthenticationFilter();
    started.init(context.filterConfig());
    filter = started;
    return started;
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
          throw new AssertionError("the chain must not be called");
        });
    return response;
  }

  /** A password check of the application. */
  public static final class Staff implements PasswordCheck {

    /** Called by the filter. */
    public Staff() {}

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      if (password.equals("break")) {
        throw new IllegalStateException("secret of the staff");
      }
      return name.equals("ann") && password.equals("right")
          ? Optional.of(AuthPrincipal.of("ann", Set.of("boss"), AuthSource.APPLICATION))
          : Optional.empty();
    }
  }

  /** Has no accessible constructor. */
  public static final class Closed implements PasswordCheck {

    private Closed() {}

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      return Optional.empty();
    }
  }

  /** Has a constructor that throws. */
  public static final class Failing implements PasswordCheck {

    /** Called by the filter. */
    public Failing() {
      throw new IllegalStateException("secret of the staff");
    }

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      return Optional.empty();
    }
  }

  static final class Hidden implements PasswordCheck {

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      return Optional.empty();
    }
  }

  static Stream<Arguments> problems() {
    String db = "auth.login.jdbc.";
    String query = "select hash from users where name = ?";
    return Stream.of(
        problem("no such class", "class not found; put it", "com.example.Nobody"),
        problem(
            "another class",
            "class does not implement io.sallyport.spi.PasswordCheck",
            "java.lang.String"),
        problem(
            "no constructor",
            "class has no public constructor without parameters",
            Closed.class.getName()),
        problem(
            "a failing constructor",
            "constructor throws java.lang.IllegalStateException; correct it",
            Failing.class.getName()),
        problem(
            "a hidden class",
            "class is not public or is abstract; make it",
            Hidden.class.getName()),
        problem("no CDI", "needs CDI with Jakarta Security", "identity-store"),
        problem(
            "no such data source",
            "\"java:comp/env/jdbc/no\" is not valid: no such JNDI name",
            "jdbc",
            db + "datasource",
            "java:comp/env/jdbc/no",
            db + "caller-query",
            query),
        problem(
            "another resource",
            "another type (java.lang.String); declare it as a <resource-ref>",
            "jdbc",
            db + "datasource",
            "java:comp/env/text",
            db + "caller-query",
            query));
  }

  private static Arguments problem(String name, String words, String chosen, String... more) {
    return Arguments.of(name, words, chosen, more);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  void invalidUserStoreStopsStart(String name, String words, String chosen, String[] more) {
    String[] all =
        Stream.concat(Stream.of("auth.login.user-store", chosen), Stream.of(more))
            .toArray(String[]::new);
    try (FakeNaming naming = FakeNaming.open(Map.of("java:comp/env/text", "text"))) {
      assertThatThrownBy(() -> start(all))
          .isInstanceOf(ServletException.class)
          .hasMessageContaining(words)
          .hasNoCause()
          .message()
          .doesNotContain("secret of the staff");
    }
  }

  @Test
  void passwordCheckIsUsedByEveryLogin() throws Exception {
    start("auth.login.user-store", Staff.class.getName());
    assertThat(post("/login", "ann", "right").getStatus()).isEqualTo(204);
    assertThat(post("/token", "ann", "right").body()).contains("access_token");
    assertThat(post("/login", "ann", "wrong").getStatus()).isEqualTo(401);
    FakeResponse broken = post("/login", "ann", "break");
    assertThat(broken.getStatus()).isEqualTo(503);
    assertThat(broken.body()).isEqualTo("{\"error\":\"unavailable\"}");
    login("ann", "right");
  }

  private void login(String name, String password) throws Exception {
    filter.doFilter(
        FakeRequest.get("/a"),
        new FakeResponse(),
        (in, out) -> {
          ((HttpServletRequest) in).login(name, password);
          assertThat(((HttpServletRequest) in).getRemoteUser()).isEqualTo(name);
        });
  }

  @Test
  void failuresAreCountedTogetherForEveryLogin() throws Exception {
    start(
        "auth.login.user-store", Staff.class.getName(),
        "auth.login.max-failures", "3",
        "auth.login.failure-window", "PT2M",
        "auth.login.error-page", "/wrong");
    assertThat(post("/login", "ann", "wrong").getStatus()).isEqualTo(401);
    assertThat(post("/token", "Ann", "wrong").getStatus()).isEqualTo(401);
    assertThatThrownBy(() -> login("ann ", "wrong")).hasMessage("login failed");
    for (String path : List.of("/login", "/token")) {
      FakeResponse response = post(path, "ann", "right");
      assertThat(response.getStatus()).isEqualTo(429);
      assertThat(response.getHeader("Retry-After")).isEqualTo("120");
      assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
      assertThat(response.getHeader("WWW-Authenticate")).isNull();
      assertThat(response.body()).isEqualTo("{\"error\":\"too_many_attempts\"}");
    }
    assertThatThrownBy(() -> login("ann", "right"))
        .isInstanceOf(ServletException.class)
        .hasMessage("too many attempts; try again in 120 seconds");
    // A browser is sent to the error page, as after a wrong password.
    FakeResponse form = new FakeResponse();
    filter.doFilter(
        FakeRequest.post("/login")
            .header("X-Forwarded-For", "10.0.0.1")
            .header("Accept", "text/html")
            .body("application/x-www-form-urlencoded", "username=ann&password=right"),
        form,
        (in, out) -> {});
    assertThat(form.getStatus()).isEqualTo(303);
    assertThat(form.getHeader("Location")).startsWith("/wrong");
    assertThat(post("/login", "ben", "wrong").getStatus()).isEqualTo(401);
  }

  @Test
  void nullNameOrPasswordIsRejected() throws Exception {
    start("auth.login.user-store", Staff.class.getName());
    assertThatThrownBy(() -> login(null, "right")).isInstanceOf(ServletException.class);
    assertThatThrownBy(() -> login("ann", null)).isInstanceOf(ServletException.class);
  }

  @Test
  void databaseIsFoundByJndiName() throws Exception {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    try (FakeNaming naming = FakeNaming.open(Map.of("java:comp/env/jdbc/app", pool))) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create table users (name varchar(40), hash varchar(200))");
        statement.execute(
            "insert into users values ('ann',"
                + " '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i')");
      }
      start(
          "auth.login.user-store", "jdbc",
          "auth.login.jdbc.datasource", "java:comp/env/jdbc/app",
          "auth.login.jdbc.caller-query", "select hash from users where name = ?",
          "auth.login.jdbc.update-hash", "update users set hash = ? where name = ? and hash = ?",
          "auth.login.hash-algorithm", "argon2id");
      assertThat(post("/login", "ann", "abc").getStatus()).isEqualTo(204);
      assertThat(post("/login", "ann", "abd").getStatus()).isEqualTo(401);
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement();
          var rows = statement.executeQuery("select hash from users")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
      }
      assertThat(post("/login", "ann", "abc").getStatus()).isEqualTo(204);
      assertThat(pool.getActiveConnections()).isZero();
    } finally {
      pool.dispose();
    }
  }

  @Test
  void unavailableDirectoryIs503() throws Exception {
    start(
        "auth.login.user-store", "ldap",
        "auth.login.ldap.url", "ldaps://127.0.0.1:1",
        "auth.login.ldap.caller-base-dn", "ou=people,dc=example");
    assertThat(post("/login", "ann", "abc").getStatus()).isEqualTo(503);
  }

  @Test
  void identityStoresAreUsedWithCdi() throws Exception {
    IdentityStoreHandler handler = mock(IdentityStoreHandler.class);
    when(handler.validate(any()))
        .thenAnswer(
            asked -> {
              UsernamePasswordCredential credential = asked.getArgument(0);
              return credential.compareTo("ann", " right ")
                  ? new CredentialValidationResult("Ann", Set.of("boss"))
                  : CredentialValidationResult.INVALID_RESULT;
            });
    provide(handler);
    start("auth.login.user-store", "identity-store");
    assertThat(post("/login", "ann", " right ").getStatus()).isEqualTo(204);
    assertThat(post("/login", "ann", "right").getStatus()).isEqualTo(401);
    doThrow(new IllegalStateException("away")).when(handler).validate(any());
    assertThat(post("/login", "ann", "right").getStatus()).isEqualTo(503);
  }

  @SuppressWarnings("unchecked")
  private static void provide(IdentityStoreHandler handler) {
    Instance<IdentityStoreHandler> instance = mock(Instance.class);
    when(instance.isResolvable()).thenReturn(true);
    when(instance.get()).thenReturn(handler);
    CDI<Object> cdi = mock(CDI.class);
    when(cdi.select(IdentityStoreHandler.class)).thenReturn(instance);
    CDI_HERE.set(cdi);
    // The provider cannot be unset. Without CDI it throws, as other providers do.
    CDI.setCDIProvider(
        () -> {
          CDI<Object> here = CDI_HERE.get();
          if (here == null) {
            throw new IllegalStateException("no CDI");
          }
          return here;
        });
  }
}
