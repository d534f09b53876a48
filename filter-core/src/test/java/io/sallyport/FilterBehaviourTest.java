package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.FakeSession;
import io.sallyport.test.Tokens;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Filter behaviour besides decisions: failures, answers, dispatches and start-up. */
class FilterBehaviourTest {

  private static final long NOW = System.currentTimeMillis() / 1000;

  private final AtomicReference<ServletRequest> seen = new AtomicReference<>();
  private final FilterChain chain = (request, response) -> seen.set(request);
  private final FakeResponse response = new FakeResponse();

  private static FakeContext context(String... parameters) {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "both")
            .parameter("auth.jwt.secretkey", "${sys:no.such:" + Tokens.SECRET + "}");
    for (int i = 0; i < parameters.length; i += 2) {
      context.parameter(parameters[i], parameters[i + 1]);
    }
    return context;
  }

  private static AuthenticationFilter filter(FakeContext context) throws ServletException {
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context.filterConfig());
    return filter;
  }

  private static FakeRequest byToken(FakeRequest request) {
    return request.header("Authorization", "Bearer " + Tokens.good("ann", NOW, "boss"));
  }

  @Test
  void defectInDecisionIs500WithoutDetails() throws Exception {
    FakeContext context = context();
    AuthenticationFilter filter = filter(context);
    FakeRequest request = FakeRequest.get("/a").containerCaller("ann", "FORM");
    request.setAttribute(AuthenticationFilter.CALLER_ATTRIBUTE, null);
    FakeRequest broken = FakeRequest.of(null, "/a");

    filter.doFilter(broken, response, chain);
    assertThat(response.getStatus()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("{\"error\":\"internal_error\"}");
    assertThat(seen.get()).isNull();
    assertThat(counts(context)).containsEntry("INTERNAL_ERROR", 1L);

    filter.doFilter(request, new FakeResponse(), chain);
    assertThat(seen.get()).isNotNull();
  }

  @Test
  void defectInEndpointIs500WithoutDetails() throws Exception {
    FakeContext context = context("auth.login.path", "/login");
    AuthenticationFilter filter = filter(context);
    FakeRequest login =
        FakeRequest.post("/login")
            .body("application/json", "{\"username\":\"ann\",\"password\":\"word\"}")
            .realm(Map.of("ann", "word"));
    // As a server that has reached its maximum of sessions.
    HttpServletRequest full =
        new HttpServletRequestWrapper(login) {
          @Override
          public HttpSession getSession(boolean create) {
            if (create) {
              throw new IllegalStateException("too many sessions, among them ann's");
            }
            return null;
          }
        };
    filter.doFilter(full, response, chain);
    assertThat(response.getStatus()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("{\"error\":\"internal_error\"}");
    assertThat(seen.get()).isNull();
    assertThat(counts(context)).containsEntry("INTERNAL_ERROR", 1L);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Long> counts(FakeContext context) {
    return ((Supplier<Map<String, Long>>)
            context.attributes().get(AuthenticationFilter.REJECTION_COUNTS_ATTRIBUTE))
        .get();
  }

  @Test
  void applicationExceptionPassesUnchanged() throws Exception {
    AuthenticationFilter filter = filter(context());
    for (Throwable thrown :
        List.of(
            new IllegalStateException("a"),
            new ServletException("b"),
            new java.io.IOException("c"))) {
      assertThatThrownBy(
              () ->
                  filter.doFilter(
                      byToken(FakeRequest.get("/a")),
                      response,
                      (in, out) -> FilterBehaviourTest.<RuntimeException>sneak(thrown)))
          .isSameAs(thrown);
    }
  }

  // request.login() and the methods of Sallyport throw these, and few applications catch them.
  @Test
  void outageInApplicationCallIs503() throws Exception {
    AuthenticationFilter filter = filter(context());
    for (Throwable outage :
        List.of(
            new CredentialOutageException("the directory does not answer"),
            new StoreUnavailableException("the store does not answer"),
            // Wrapped as by an action link, by a JSP, and by a forward on Undertow.
            new java.io.IOException(new StoreUnavailableException("the store does not answer")),
            new ServletException(new StoreUnavailableException("the store does not answer")),
            new IllegalStateException(new CredentialOutageException("the directory")))) {
      FakeResponse answer = new FakeResponse();
      filter.doFilter(
          byToken(FakeRequest.get("/a")),
          answer,
          (in, out) -> {
            out.getOutputStream().write('x');
            FilterBehaviourTest.<RuntimeException>sneak(outage);
          });
      assertThat(answer.getStatus()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("{\"error\":\"unavailable\"}");
      assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  void outageAfterCommitPassesUnchanged() throws Exception {
    AuthenticationFilter filter = filter(context());
    CredentialOutageException outage = new CredentialOutageException("d");
    response.commit();
    assertThatThrownBy(
            () ->
                filter.doFilter(
                    byToken(FakeRequest.get("/a")),
                    response,
                    (in, out) -> FilterBehaviourTest.<RuntimeException>sneak(outage)))
        .isSameAs(outage);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void forwardKeepsWrapperAndAsyncDispatchGetsNewOne() throws Exception {
    AuthenticationFilter filter = filter(context());
    FakeRequest request = byToken(FakeRequest.get("/a"));
    filter.doFilter(request, response, chain);
    HttpServletRequest first = (HttpServletRequest) seen.get();

    request.dispatcher(DispatcherType.FORWARD);
    filter.doFilter(first, response, chain);
    assertThat(seen.get()).isSameAs(first);

    request.dispatcher(DispatcherType.ASYNC);
    filter.doFilter(request, response, chain);
    assertThat(seen.get()).isNotSameAs(first);
    assertThat(((HttpServletRequest) seen.get()).getRemoteUser()).isEqualTo("ann");
    assertThat(((ServletRequestWrapper) seen.get()).getRequest()).isSameAs(request);
  }

  @Test
  void dispatchAfterLogoutIsAnonymous() throws Exception {
    AuthenticationFilter filter = filter(context());
    FakeRequest request = byToken(FakeRequest.get("/a"));
    filter.doFilter(request, response, chain);
    ((HttpServletRequest) seen.get()).logout();
    assertThat(((HttpServletRequest) seen.get()).getUserPrincipal()).isNull();

    request.dispatcher(DispatcherType.ASYNC);
    FakeResponse later = new FakeResponse();
    filter.doFilter(request, later, chain);
    assertThat(later.getStatus()).isEqualTo(401);
  }

  @Test
  void forwardAfterApplicationLoginHasNewCaller() throws Exception {
    AuthenticationFilter filter =
        filter(
            context(
                "auth.session.principal-attribute", "user",
                "auth.rules", "/login permit; /home authenticated"));
    FakeRequest request = FakeRequest.get("/login");
    filter.doFilter(request, response, chain);
    HttpServletRequest inLogin = (HttpServletRequest) seen.get();
    assertThat(inLogin.getUserPrincipal()).isNull();
    inLogin.getSession().setAttribute("user", "ann");

    request.paths("", "/home", null).dispatcher(DispatcherType.FORWARD);
    filter.doFilter(inLogin, response, chain);
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(((HttpServletRequest) seen.get()).getRemoteUser()).isEqualTo("ann");
    assertThat(request.getAttribute("io.sallyport.caller")).hasToString("ann");
  }

  @Test
  void errorPageIsShownToRejectedCaller() throws Exception {
    AuthenticationFilter filter = filter(context());
    FakeRequest request = FakeRequest.get("/oops").header("Authorization", "Bearer wrong");
    filter.doFilter(request.dispatcher(DispatcherType.ERROR), response, chain);
    assertThat(((HttpServletRequest) seen.get()).getUserPrincipal()).isNull();
  }

  @Test
  void attributesHoldCallerAndRejection() throws Exception {
    AuthenticationFilter filter = filter(context());
    FakeRequest known = byToken(FakeRequest.get("/a"));
    filter.doFilter(known, response, chain);
    assertThat(known.getAttribute("io.sallyport.caller")).hasToString("ann");
    assertThat(known.getAttribute("io.sallyport.source")).hasToString("TOKEN");
    assertThat(known.getAttribute("io.sallyport.rejection")).isNull();

    FakeRequest unknown = FakeRequest.get("/a");
    filter.doFilter(unknown, response, chain);
    assertThat(unknown.getAttribute("io.sallyport.caller")).hasToString("-");
    assertThat(unknown.getAttribute("io.sallyport.rejection")).isEqualTo("AUTHENTICATION_REQUIRED");
  }

  @Test
  void callerAttributeDoesNotAuthenticate() throws Exception {
    FakeRequest request = FakeRequest.get("/a");
    request.setAttribute("io.sallyport.caller", "root");
    filter(context()).doFilter(request, response, chain);
    assertThat(response.getStatus()).isEqualTo(401);
  }

  @Test
  void principalHasTokenClaims() throws Exception {
    filter(context()).doFilter(byToken(FakeRequest.get("/a")), response, chain);
    AuthPrincipal ann = (AuthPrincipal) ((HttpServletRequest) seen.get()).getUserPrincipal();
    assertThat(ann.claims()).containsEntry("iss", Tokens.ISSUER).containsEntry("iat", NOW);
    assertThat(ann.source()).isEqualTo(AuthSource.TOKEN);
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void preflightPassesOnlyIfAllowed() throws Exception {
    for (String allowed : List.of("true", "false")) {
      FakeResponse answer = new FakeResponse();
      filter(context("auth.allow-cors-preflight", allowed))
          .doFilter(
              FakeRequest.of("OPTIONS", "/a")
                  .header("Origin", "https://a.example")
                  .header("Access-Control-Request-Method", "PUT"),
              answer,
              chain);
      assertThat(answer.getStatus()).isEqualTo(allowed.equals("true") ? 200 : 401);
      assertThat(answer.getHeader("Access-Control-Allow-Origin")).isNull();
    }
  }

  @Test
  void methodNotAllowedListsAllowedMethods() throws Exception {
    AuthenticationFilter filter = filter(context("auth.login.path", "/login"));
    filter.doFilter(FakeRequest.get("/login"), response, chain);
    assertThat(response.getStatus()).isEqualTo(405);
    assertThat(response.getHeader("Allow")).isEqualTo("POST");
    FakeResponse trace = new FakeResponse();
    filter.doFilter(FakeRequest.of("TRACE", "/a"), trace, chain);
    assertThat(trace.getStatus()).isEqualTo(405);
    assertThat(trace.getHeader("Allow")).contains("GET").doesNotContain("TRACE");
  }

  @Test
  void onlyBrowsersGetErrorPageOfApplication() throws Exception {
    FakeContext context =
        context("auth.rules", "/* admin")
            .webXml("<web-app><error-page><error-code>403</error-code></error-page></web-app>");
    AuthenticationFilter filter = filter(context);
    FakeSession session =
        new FakeSession()
            .with(
                "io.sallyport.session.caller",
                AuthPrincipal.of("ann", List.of(), AuthSource.SESSION));
    filter.doFilter(
        FakeRequest.get("/a").header("Accept", "text/html").session(session), response, chain);
    assertThat(response.isErrorSent()).isTrue();
    FakeResponse program = new FakeResponse();
    filter.doFilter(FakeRequest.get("/a").session(session), program, chain);
    assertThat(program.isErrorSent()).isFalse();
    assertThat(program.getStatus()).isEqualTo(403);
  }

  @Test
  void reportModeShowsContainerCaller() throws Exception {
    FakeContext context = context("auth.enforce", "report", "auth.rules", "/x permit");
    filter(context)
        .doFilter(
            FakeRequest.get("/a")
                .containerCaller("ann", "FORM")
                .header("Authorization", "Bearer x"),
            response,
            chain);
    assertThat(((HttpServletRequest) seen.get()).getRemoteUser()).isEqualTo("ann");
    assertThat(counts(context)).containsEntry("MALFORMED_TOKEN", 1L);
  }

  @Test
  void jwtModeHidesContainerCaller() throws Exception {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "jwt")
            .parameter("auth.jwt.secretkey", Tokens.SECRET)
            .parameter("auth.rules", "/a permit");
    filter(context)
        .doFilter(FakeRequest.get("/a").containerCaller("ann", "FORM", "boss"), response, chain);
    HttpServletRequest request = (HttpServletRequest) seen.get();
    assertThat(request.getUserPrincipal()).isNull();
    assertThat(request.getRemoteUser()).isNull();
    assertThat(request.getAuthType()).isNull();
    assertThat(request.isUserInRole("boss")).isFalse();
  }

  @Test
  void allSettingErrorsAreReportedWithoutSecrets() {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "both")
            .parameter("auth.jwt.secretkey", "short-secret")
            .parameter("auth.rules", "/a nobody here now\nb permit")
            .parameter("auth.path-exclusions", "c")
            .parameter("auth.jwt.role-paths", "a..b")
            .parameter("auth.login.user-store", "file")
            .parameter("auth.login.users-file", "/no/such/file")
            .parameter("auth.mod", "x");
    assertThatThrownBy(() -> filter(context))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("7 problems")
        .hasMessageContaining("has 96 bits, HS256 needs 256")
        .hasMessageContaining("rule 1 (/a nobody here now)")
        .hasMessageContaining("rule 2 (b permit)")
        .hasMessageContaining("\"c\" is not valid; use /exact")
        .hasMessageContaining("\"a..b\" is not valid; remove the empty name")
        .hasMessageContaining("cannot be read: no such file")
        .hasMessageContaining("did you mean \"auth.mode\"?")
        .hasNoCause()
        .message()
        .doesNotContain("short-secret");
  }

  @Test
  void unverifiableOwnTokensStopStart() {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "jwt")
            .parameter("mp.jwt.verify.publickey", Tokens.publicPem("RS256"))
            .parameter("auth.token.signing-key", Tokens.privatePem("ES256"))
            .parameter("auth.token.path", "/token");
    assertThatThrownBy(() -> filter(context))
        .hasMessageContaining("would be rejected by its own settings: UNSUPPORTED_ALGORITHM");
  }

  @Test
  void filterOutsideItsLifetimeAnswers503() throws Exception {
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.doFilter(FakeRequest.get("/a"), response, chain);
    assertThat(response.getStatus()).isEqualTo(503);
    filter.init(context().filterConfig());
    filter.destroy();
    FakeResponse after = new FakeResponse();
    filter.doFilter(FakeRequest.get("/a"), after, chain);
    assertThat(after.getStatus()).isEqualTo(503);
    assertThat(seen.get()).isNull();
  }

  @Test
  void allowedPreflightReachesEndpoint() throws Exception {
    for (String allowed : new String[] {"true", "false"}) {
      FakeResponse response = new FakeResponse();
      filter(context("auth.allow-cors-preflight", allowed, "auth.login.path", "/login"))
          .doFilter(
              FakeRequest.of("OPTIONS", "/login")
                  .header("Origin", "https://portal.example")
                  .header("Access-Control-Request-Method", "POST"),
              response,
              (in, out) -> {});
      assertThat(response.getStatus()).isEqualTo(allowed.equals("true") ? 200 : 405);
    }
  }

  @Test
  void asyncWithoutArgumentsKeepsCaller() throws Exception {
    jakarta.servlet.AsyncContext container =
        org.mockito.Mockito.mock(jakarta.servlet.AsyncContext.class);
    org.mockito.Mockito.when(container.hasOriginalRequestAndResponse()).thenReturn(true);
    AtomicReference<HttpServletRequest> inWork = new AtomicReference<>();
    FakeRequest request =
        FakeRequest.get("/a")
            .header("Authorization", "Bearer " + Tokens.good("ann", NOW))
            .async(container);
    filter(context())
        .doFilter(
            request,
            new FakeResponse(),
            (in, out) -> {
              assertThat(in.startAsync().getRequest()).isSameAs(in.getAsyncContext().getRequest());
              inWork.set((HttpServletRequest) in.getAsyncContext().getRequest());
            });

    assertThat(inWork.get().getRemoteUser()).isEqualTo("ann");
  }
}
