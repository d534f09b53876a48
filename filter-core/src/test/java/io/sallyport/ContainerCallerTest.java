package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.Await;
import io.sallyport.fixture.LogCapture;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.FakeSession;
import io.sallyport.test.Tokens;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Callers of the container's own login without a session that dates the login, through the filter.
 */
class ContainerCallerTest {

  private static final String LIBERTY = "SMF WebContainer";

  private final FakeContext context = new FakeContext();
  private final AuthenticationFilter filter = new AuthenticationFilter();
  private final AtomicReference<HttpServletRequest> seen = new AtomicReference<>();

  private void start(String... settings) throws Exception {
    context
        .parameter("auth.mode", "both")
        .parameter("auth.jwt.secretkey", Tokens.SECRET)
        .parameter("auth.store", "memory")
        .parameter("auth.rules", "/open/* permit\n/* authenticated")
        .parameter("auth.login.path", "/login")
        .parameter("auth.logout.path", "/logout")
        .parameter("auth.token.bridge-path", "/bridge");
    for (int i = 0; i < settings.length; i += 2) {
      context.parameter(settings[i], settings[i + 1]);
    }
    filter.init(context.filterConfig());
  }

  @AfterEach
  void end() {
    filter.destroy();
  }

  private void logOutEverywhere(String name) {
    Sallyport.of(context.servletContext()).logOutEverywhere(name);
  }

  private int send(FakeRequest request) throws Exception {
    seen.set(null);
    FakeResponse response = new FakeResponse();
    filter.doFilter(request, response, (in, out) -> seen.set((HttpServletRequest) in));
    return response.getStatus();
  }

  private String caller() {
    return seen.get() == null ? "not served" : seen.get().getRemoteUser();
  }

  private static FakeRequest ann(String path) {
    return FakeRequest.get(path).containerCaller("ann", "FORM");
  }

  private static FakeRequest basic(FakeRequest request, String password) {
    String pair = "ann:" + password;
    return request
        .containerCaller("ann", "BASIC")
        .realm(Map.of("ann", "right"))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void logoutEverywhereEndsCallerWithoutSession() throws Exception {
    start();
    assertThat(send(ann("/a"))).isEqualTo(200);
    logOutEverywhere("bob");
    assertThat(send(ann("/a"))).isEqualTo(200);
    assertThat(caller()).isEqualTo("ann");

    logOutEverywhere("ann");
    FakeRequest request = ann("/a");
    assertThat(send(request)).isEqualTo(401);
    assertThat(request.logouts()).isEqualTo(1);
  }

  @Test
  void maxAgeEndsCallerWithoutSession() throws Exception {
    start("auth.session.max-age", "PT1H");
    FakeRequest request = ann("/a");
    assertThat(send(request)).isEqualTo(401);
    assertThat(request.logouts()).isEqualTo(1);
    // A caller whose session dates the login stays.
    long now = System.currentTimeMillis();
    assertThat(send(ann("/a").session(new FakeSession().createdAt(now)))).isEqualTo(200);
    assertThat(send(ann("/a").session(new FakeSession().createdAt(now - 3_600_000))))
        .isEqualTo(401);
  }

  @Test
  void publicPathContinuesAsAnonymous() throws Exception {
    start();
    logOutEverywhere("ann");
    FakeRequest request = ann("/open/a").callerKeptAtLogout();
    assertThat(send(request)).isEqualTo(200);
    assertThat(seen.get().getUserPrincipal()).isNull();
    assertThat(seen.get().getAuthType()).isNull();
    assertThat(request.logouts()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(DispatcherType.class)
  void laterDispatchesAreAnonymous(DispatcherType type) throws Exception {
    start("auth.session.max-age", "PT1H");
    FakeRequest request = ann("/a").callerKeptAtLogout();
    assertThat(send(request)).isEqualTo(401);
    request.dispatcher(type);
    int status = send(request);
    assertThat(caller()).isEqualTo(type == DispatcherType.ERROR ? null : "not served");
    // In an INCLUDE the status is that of the including page.
    boolean written = type != DispatcherType.ERROR && type != DispatcherType.INCLUDE;
    assertThat(status).isEqualTo(written ? 401 : 200);
  }

  // The session has ended, so nothing dates the login. The server still shows the caller.
  @ParameterizedTest
  @ValueSource(strings = {"max-age", "everywhere", "session"})
  void errorPageIsAnonymousAfterSessionEnded(String why) throws Exception {
    start("auth.session.max-age", "PT1H");
    long now = System.currentTimeMillis();
    FakeSession session =
        new FakeSession().createdAt(why.equals("max-age") ? now - 3_600_000 : now);
    FakeRequest request = ann("/a").session(session).callerKeptAtLogout();
    if (why.equals("everywhere")) {
      logOutEverywhere("ann");
    } else if (why.equals("session")) {
      // Logged out by one request of the session during another one.
      assertThat(send(FakeRequest.post("/bridge").containerCaller("ann", "FORM").session(session)))
          .isEqualTo(200);
      FakeSession copy = new FakeSession().createdAt(now);
      session.attributes().forEach(copy::with);
      send(FakeRequest.post("/logout").containerCaller("ann", "FORM").session(session));
      request.session(copy);
    }
    assertThat(send(request)).isEqualTo(401);
    assertThat(send(request.dispatcher(DispatcherType.ERROR))).isEqualTo(200);
    assertThat(caller()).isNull();
  }

  @Test
  void basicInSameRequestIsCurrentLogin() throws Exception {
    start("auth.session.max-age", "PT1H");
    logOutEverywhere("ann");
    FakeRequest request = basic(FakeRequest.get("/a"), "right").cookie("theme", "dark");
    assertThat(send(request)).isEqualTo(200);
    assertThat(caller()).isEqualTo("ann");
    assertThat(seen.get().getAuthType()).isEqualTo("BASIC");
    assertThat(request.logouts()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "DIGEST, Digest username=x, 200",
    "DIGEST, Basic YTpi, 401",
    "SPNEGO, Negotiate x, 200",
    "FORM, Basic YTpi, 401",
    "BASIC, Basic, 401",
    "BASIC, Bearerx YTpi, 401"
  })
  void headerMustMatchAuthType(String type, String header, int status) throws Exception {
    start("auth.session.max-age", "PT1H");
    assertThat(
            send(
                FakeRequest.get("/a").containerCaller("ann", type).header("Authorization", header)))
        .isEqualTo(status);
  }

  @Test
  void certificateInSameRequestIsCurrentLogin() throws Exception {
    start("auth.session.max-age", "PT1H");
    logOutEverywhere("ann");
    FakeRequest with = FakeRequest.get("/a").containerCaller("ann", "CLIENT_CERT");
    with.setAttribute("jakarta.servlet.request.X509Certificate", new X509Certificate[1]);
    assertThat(send(with)).isEqualTo(200);
    assertThat(send(FakeRequest.get("/a").containerCaller("ann", "CLIENT_CERT"))).isEqualTo(401);
    FakeRequest form = ann("/a");
    form.setAttribute("jakarta.servlet.request.X509Certificate", new X509Certificate[1]);
    assertThat(send(form)).isEqualTo(401);
  }

  // Containers read the session or their cookie first, and then not the header.
  @ParameterizedTest
  @ValueSource(strings = {"session", "JSESSIONIDSSO", "LtpaToken2"})
  void wrongPasswordBesideSessionOrCookieIsRejected(String carrier) throws Exception {
    if (carrier.equals("LtpaToken2")) {
      context.serverInfo(LIBERTY);
    }
    start();
    for (String password : new String[] {"wrong", "right"}) {
      FakeRequest request = basic(FakeRequest.get("/a"), password);
      if (carrier.equals("session")) {
        request.session(new FakeSession().createdAt(System.currentTimeMillis()));
      } else {
        request.cookie(carrier, "stolen");
      }
      logOutEverywhere("ann");
      assertThat(send(request)).isEqualTo(password.equals("right") ? 200 : 401);
      assertThat(request.logouts()).isEqualTo(1);
      assertThat(caller()).isEqualTo(password.equals("right") ? "ann" : "not served");
    }
  }

  @ParameterizedTest
  @CsvSource({"right, 200", "wrong, 401"})
  void passwordIsCheckedIfSessionEndsConcurrently(String password, int status) throws Exception {
    start("auth.session.max-age", "PT1H");
    FakeSession session = new FakeSession().createdAt(1);
    FakeRequest request = basic(FakeRequest.get("/a"), password);
    HttpSession held = session.asHttpSession();
    session.expire();
    FakeResponse response = new FakeResponse();
    filter.doFilter(
        new HttpServletRequestWrapper(request) {
          @Override
          public HttpSession getSession(boolean create) {
            return held;
          }
        },
        response,
        (in, out) -> {});
    assertThat(response.getStatus()).isEqualTo(status);
    assertThat(request.logouts()).isEqualTo(1);
  }

  // The cookie of the server is older than the later session.
  @Test
  void openLibertySessionDatesOnlyOurLogin() throws Exception {
    context.serverInfo(LIBERTY);
    start();
    logOutEverywhere("ann");
    FakeSession later = new FakeSession().createdAt(System.currentTimeMillis() + 1000);
    assertThat(send(ann("/a").session(later))).isEqualTo(401);
    assertThat(later.isInvalid()).isTrue();

    FakeRequest login =
        FakeRequest.post("/login")
            .realm(Map.of("ann", "right"))
            .body("application/x-www-form-urlencoded", "username=ann&password=right");
    Await.clockAfter(System.currentTimeMillis());
    assertThat(send(login)).isEqualTo(303);
    FakeSession ours = login.fakeSession();
    assertThat(send(ann("/a").session(ours))).isEqualTo(200);
    assertThat(caller()).isEqualTo("ann");
    // The session does not date another user's login.
    logOutEverywhere("bob");
    assertThat(send(FakeRequest.get("/a").containerCaller("bob", "FORM").session(ours)))
        .isEqualTo(401);
  }

  @Test
  void revokedCallerGetsNoTokens() throws Exception {
    start();
    logOutEverywhere("ann");
    FakeRequest bridge = FakeRequest.post("/bridge").containerCaller("ann", "FORM");
    assertThat(send(bridge)).isEqualTo(401);
    assertThat(bridge.logouts()).isEqualTo(1);
    FakeRequest everywhere =
        FakeRequest.post("/logout")
            .containerCaller("ann", "FORM")
            .body("application/x-www-form-urlencoded", "everywhere=true");
    assertThat(send(everywhere)).isEqualTo(401);
  }

  @Test
  void logoutEndpointEverywhereEndsOtherBrowsers() throws Exception {
    start();
    FakeRequest everywhere =
        FakeRequest.post("/logout")
            .containerCaller("ann", "FORM")
            .body("application/x-www-form-urlencoded", "everywhere=true");
    assertThat(send(everywhere)).isEqualTo(204);
    assertThat(send(ann("/a"))).isEqualTo(401);
    assertThat(send(basic(FakeRequest.get("/a"), "right"))).isEqualTo(200);
  }

  @Test
  void secondFilterDecidesItself() throws Exception {
    start();
    AuthenticationFilter lenient = new AuthenticationFilter();
    lenient.init(new FakeContext().parameter("auth.mode", "session").filterConfig());
    logOutEverywhere("ann");
    FakeRequest request = ann("/open/a").callerKeptAtLogout();
    filter.doFilter(
        request,
        new FakeResponse(),
        (in, out) ->
            lenient.doFilter(
                in, out, (innermost, last) -> seen.set((HttpServletRequest) innermost)));
    // The server still shows the caller, and this filter has no revocation list.
    assertThat(caller()).isEqualTo("ann");
    lenient.destroy();
  }

  // The later login counts, and the earlier one must not return with the next request.
  @Test
  void laterTokenCookieOfAnotherUserEndsContainerLogin() throws Exception {
    context
        .parameter("auth.mode", "both")
        .parameter("auth.jwt.secretkey", Tokens.SECRET)
        .parameter("mp.jwt.token.header", "Cookie")
        .parameter("mp.jwt.token.cookie", "token");
    filter.init(context.filterConfig());
    String bob = Tokens.good("bob", System.currentTimeMillis() / 1000);
    FakeRequest request = ann("/a").cookie("token", bob);
    assertThat(send(request)).isEqualTo(200);
    assertThat(caller()).isEqualTo("bob");
    assertThat(request.logouts()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "SMF WebContainer, PT1H, true",
    "SMF WebContainer, '', true",
    "Apache Tomcat/10.1.31, PT1H, false"
  })
  void reportWarnsIfContainerLoginHasNoDate(String server, String age, boolean warned)
      throws Exception {
    context.serverInfo(server).webXml("<web-app><login-config/></web-app>");
    List<String> logged;
    try (LogCapture log = LogCapture.open()) {
      start(age.isEmpty() ? new String[0] : new String[] {"auth.session.max-age", age});
      logged = log.lines();
    }
    assertThat(logged.toString().contains("let users log in at \"auth.login.path\""))
        .isEqualTo(warned);
  }
}
