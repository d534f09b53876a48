package io.sallyport.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.AuthenticationFilter;
import io.sallyport.fixture.Await;
import io.sallyport.fixture.LogCapture;
import io.sallyport.fixture.UnreliableStore;
import io.sallyport.internal.json.StrictJson;
import io.sallyport.internal.startup.Assembly;
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
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code HttpServletRequest.logout()} revokes the credentials that the browser would send again.
 */
class ApplicationLogoutTest {

  private static final Map<String, String> REALM = Map.of("ann", "word", "bob", "word");
  private static final FilterChain LOGOUT = (in, out) -> ((HttpServletRequest) in).logout();

  private final FakeContext context = new FakeContext();
  private final AuthenticationFilter filter = new AuthenticationFilter();

  private AuthenticationFilter filter(String... settings) throws ServletException {
    settings(settings).forEach(context::parameter);
    filter.init(context.filterConfig());
    return filter;
  }

  private RequestParts containerParts;

  private DispatchFilter containerFilter(String... settings) throws ServletException {
    settings(settings).forEach(context::contextParameter);
    context.contextParameter("auth.integration", "container");
    containerParts = Assembly.of(context.servletContext(), Integration.CONTAINER).parts();
    RequestParts parts = containerParts;
    ContainerIntegration.install(context.servletContext(), parts);
    DispatchFilter dispatches = new DispatchFilter(parts, Integration.CONTAINER);
    dispatches.init(context.filterConfig());
    return dispatches;
  }

  private static Map<String, String> settings(String... more) {
    Map<String, String> settings = new java.util.LinkedHashMap<>();
    settings.put("auth.mode", "both");
    settings.put("auth.jwt.secretkey", "${sys:test.secret:" + Tokens.SECRET + "}");
    settings.put("mp.jwt.verify.issuer", Tokens.ISSUER);
    settings.put("mp.jwt.verify.audiences", Tokens.AUDIENCE);
    settings.put("mp.jwt.token.header", "Cookie");
    settings.put("mp.jwt.token.cookie", "token");
    settings.put("auth.jwt.always-check-authorization", "true");
    settings.put("auth.login.path", "/login");
    settings.put("auth.token.path", "/token");
    settings.put("auth.refresh.path", "/refresh");
    settings.put("auth.logout.path", "/logout");
    settings.put("auth.token.bridge-path", "/bridge");
    settings.put("auth.store", "memory");
    settings.put("auth.rules", "/public/* permit; /* authenticated");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  @AfterEach
  void end() {
    filter.destroy();
  }

  private static FakeRequest form(String path, String body) {
    return FakeRequest.post(path).body("application/x-www-form-urlencoded", body).realm(REALM);
  }

  private static Map<String, Object> json(FakeResponse response) throws Exception {
    return StrictJson.parseObject(response.body().getBytes(StandardCharsets.UTF_8));
  }

  private FakeResponse send(FakeRequest request, FilterChain servlet) throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(request.context(context.servletContext()), response, servlet);
    return response;
  }

  private int status(FakeRequest request) throws Exception {
    return send(request, (in, out) -> {}).getStatus();
  }

  private Map<String, Object> login() throws Exception {
    return json(send(form("/token", "username=ann&password=word"), (in, out) -> {}));
  }

  private int refresh(Object token) throws Exception {
    return status(form("/refresh", "refresh_token=" + token));
  }

  private static FakeRequest byCookie(FakeRequest request, Map<String, Object> tokens) {
    return request.cookie("token", String.valueOf(tokens.get("access_token")));
  }

  private static FakeRequest byHeader(FakeRequest request, Map<String, Object> tokens) {
    return request.header("Authorization", "Bearer " + tokens.get("access_token"));
  }

  private FakeSession session() throws Exception {
    FakeRequest request = form("/login", "username=ann&password=word");
    assertThat(status(request)).isEqualTo(303);
    return request.fakeSession();
  }

  private Map<String, Object> bridge(FakeRequest request) throws Exception {
    return json(send(request, (in, out) -> {}));
  }

  @Test
  void tokenCookieIsRevokedAndBothCookiesAreRemoved() throws Exception {
    filter();
    Map<String, Object> tokens = login();
    FakeResponse response = send(byCookie(FakeRequest.get("/a"), tokens), LOGOUT);

    assertThat(response.setCookies())
        .containsExactly(
            "token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
            "token-refresh=; Max-Age=0; Path=/refresh; HttpOnly; SameSite=Lax",
            "token-refresh=; Max-Age=0; Path=/logout; HttpOnly; SameSite=Lax");
    assertThat(status(byCookie(FakeRequest.get("/a"), tokens))).isEqualTo(401);
    assertThat(refresh(tokens.get("refresh_token"))).isEqualTo(400);
  }

  @Test
  void cookiesHaveThePathsAndFlagsTheyWereSetWith() throws Exception {
    filter();
    FakeRequest request = byCookie(FakeRequest.get("/a"), login()).secure();
    request.paths("/app", "/a", null);

    assertThat(send(request, LOGOUT).setCookies())
        .containsExactly(
            "token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure",
            "token=; Max-Age=0; Path=/app; HttpOnly; SameSite=Lax; Secure",
            "token-refresh=; Max-Age=0; Path=/app/refresh; HttpOnly; SameSite=Lax; Secure",
            "token-refresh=; Max-Age=0; Path=/app/logout; HttpOnly; SameSite=Lax; Secure");
  }

  @Test
  void refreshTokenCookieIsRevokedBesideAnotherLogin() throws Exception {
    filter("mp.jwt.token.cookie", "__Host-token");
    Map<String, Object> kept = login();
    FakeRequest request =
        FakeRequest.get("/a")
            .cookie("__Host-token", String.valueOf(login().get("access_token")))
            .cookie("__Host-token-refresh", String.valueOf(kept.get("refresh_token")));
    send(request, LOGOUT);
    assertThat(refresh(kept.get("refresh_token"))).isEqualTo(400);
  }

  @Test
  void bearerTokenIsNotRevoked() throws Exception {
    filter();
    Map<String, Object> tokens = login();
    AtomicReference<Object> after = new AtomicReference<>("");
    FakeResponse response =
        send(
            byHeader(FakeRequest.get("/a"), tokens),
            (in, out) -> {
              ((HttpServletRequest) in).logout();
              after.set(((HttpServletRequest) in).getUserPrincipal());
            });
    assertThat(after.get()).isNull();
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(status(byHeader(FakeRequest.get("/a"), tokens))).isEqualTo(200);
    assertThat(refresh(tokens.get("refresh_token"))).isEqualTo(200);
  }

  @Test
  void bridgeTokenOfTheSessionEndsToo() throws Exception {
    filter();
    FakeSession session = session();
    Map<String, Object> bridge = bridge(FakeRequest.post("/bridge").session(session));
    assertThat(status(byHeader(FakeRequest.get("/a"), bridge))).isEqualTo(200);
    send(FakeRequest.get("/a").session(session), LOGOUT);
    assertThat(status(byHeader(FakeRequest.get("/a"), bridge))).isEqualTo(401);
    assertThat(status(FakeRequest.get("/a").session(session))).isEqualTo(401);
    assertThat(session.isInvalid()).isFalse();
  }

  @Test
  void sessionAndTokenCookieOfOneUserEndTogether() throws Exception {
    filter();
    FakeSession session = session();
    Map<String, Object> bridge = bridge(FakeRequest.post("/bridge").session(session));
    Map<String, Object> tokens = login();
    send(byCookie(FakeRequest.get("/a"), tokens).session(session), LOGOUT);
    assertThat(status(FakeRequest.get("/a").session(session))).isEqualTo(401);
    assertThat(status(byCookie(FakeRequest.get("/a"), tokens))).isEqualTo(401);
    assertThat(status(byHeader(FakeRequest.get("/a"), bridge))).isEqualTo(401);
  }

  @Test
  void ourLogoutEndsSessionAndTokenCookieTogetherToo() throws Exception {
    filter();
    FakeSession session = session();
    Map<String, Object> bridge = bridge(FakeRequest.post("/bridge").session(session));
    Map<String, Object> tokens = login();
    assertThat(status(byCookie(FakeRequest.post("/logout"), tokens).session(session)))
        .isEqualTo(204);
    assertThat(status(byCookie(FakeRequest.get("/a"), tokens))).isEqualTo(401);
    assertThat(status(byHeader(FakeRequest.get("/a"), bridge))).isEqualTo(401);
  }

  @Test
  void logoutOnAnExcludedPathEndsTheSame() throws Exception {
    filter("auth.path-exclusions", "/bye");
    Map<String, Object> tokens = login();
    FakeSession session = session();
    FakeResponse response =
        send(byCookie(FakeRequest.get("/bye"), tokens).session(session), LOGOUT);
    assertThat(response.setCookies()).hasSize(3);
    assertThat(status(byCookie(FakeRequest.get("/a"), tokens))).isEqualTo(401);
    assertThat(status(FakeRequest.get("/a").session(session))).isEqualTo(401);
  }

  @Test
  void logoutInReportModeEndsTheSame() throws Exception {
    filter("auth.enforce", "report");
    Map<String, Object> tokens = login();
    FakeSession session = session();
    FakeRequest doubled = byCookie(FakeRequest.get("//a"), tokens).session(session);
    assertThat(send(doubled, LOGOUT).setCookies()).hasSize(3);
    assertThat(refresh(tokens.get("refresh_token"))).isEqualTo(400);
    assertThat(session.attributes()).doesNotContainKey("io.sallyport.session.caller");
  }

  @ParameterizedTest
  @EnumSource(DispatcherType.class)
  void laterDispatchesAreAnonymous(DispatcherType type) throws Exception {
    filter("auth.path-exclusions", "/bye");
    for (String path : List.of("/a", "/bye")) {
      FakeRequest request = byCookie(FakeRequest.get(path), login());
      AtomicReference<ServletRequest> seen = new AtomicReference<>();
      send(
          request,
          (in, out) -> {
            ((HttpServletRequest) in).logout();
            assertThat(((HttpServletRequest) in).getUserPrincipal()).isNull();
            seen.set(in);
          });
      request.paths("", "/public/b", null).dispatcher(type);
      AtomicReference<Object> later = new AtomicReference<>("");
      filter.doFilter(
          type == DispatcherType.FORWARD || type == DispatcherType.INCLUDE ? seen.get() : request,
          new FakeResponse(),
          (in, out) -> later.set(String.valueOf(((HttpServletRequest) in).getUserPrincipal())));
      assertThat(later).hasValue("null");
    }
  }

  @Test
  void outageLeavesTheCallerLoggedInAndIs503() throws Exception {
    filter("auth.store", UnreliableStore.class.getName());
    Map<String, Object> tokens = login();
    UnreliableStore.latest().fail(true);
    FakeResponse response = send(byCookie(FakeRequest.get("/a"), tokens), LOGOUT);
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.setCookies()).isEmpty();
    UnreliableStore.latest().fail(false);
    assertThat(status(byCookie(FakeRequest.get("/a"), tokens))).isEqualTo(200);
    assertThat(send(byCookie(FakeRequest.get("/a"), tokens), LOGOUT).getStatus()).isEqualTo(200);
    assertThat(status(byCookie(FakeRequest.get("/a"), tokens))).isEqualTo(401);
  }

  @Test
  void withoutStoreTheCookiesAreRemoved() throws Exception {
    Map<String, String> settings = settings();
    settings.remove("auth.store");
    settings.remove("auth.refresh.path");
    settings.forEach(context::parameter);
    filter.init(context.filterConfig());
    Map<String, Object> tokens = login();
    assertThat(send(byCookie(FakeRequest.get("/a"), tokens), LOGOUT).setCookies())
        .containsExactly("token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void committedResponseKeepsTheCookiesAndTheTokenIsRevoked() throws Exception {
    filter();
    Map<String, Object> tokens = login();
    FakeResponse response = new FakeResponse();
    List<String> logged =
        loggedBy(
            () ->
                filter.doFilter(
                    byCookie(FakeRequest.get("/a"), tokens),
                    response,
                    (in, out) -> {
                      response.commit();
                      ((HttpServletRequest) in).logout();
                    }));
    assertThat(response.setCookies()).isEmpty();
    assertThat(logged).anyMatch(line -> line.startsWith("cookies stay after logout"));
    assertThat(status(byCookie(FakeRequest.get("/a"), tokens))).isEqualTo(401);
  }

  @Test
  void tokenCookieBesideAHeaderIsRevokedByEitherLogout() throws Exception {
    filter("auth.path-exclusions", "/bye");
    for (String header : List.of("", "invalid")) {
      Map<String, Object> tokens = login();
      FakeRequest request = byCookie(FakeRequest.get("/bye"), tokens);
      if (header.isEmpty()) {
        byHeader(request, login());
      } else {
        request.header("Authorization", "Bearer " + header);
      }
      send(request, LOGOUT);
      assertThat(status(byCookie(FakeRequest.get("/a"), tokens))).isEqualTo(401);
      assertThat(refresh(tokens.get("refresh_token"))).isEqualTo(400);
    }
    Map<String, Object> tokens = login();
    assertThat(status(byHeader(byCookie(FakeRequest.post("/logout"), tokens), login())))
        .isEqualTo(204);
    assertThat(status(byCookie(FakeRequest.get("/a"), tokens))).isEqualTo(401);
  }

  @Test
  void sessionEndedByAnotherRequestIsNoFailure() throws Exception {
    filter();
    FakeSession session = session();
    FakeRequest request = FakeRequest.get("/a").session(session).context(context.servletContext());
    HttpSession held = session.asHttpSession();
    HttpServletRequest late =
        new HttpServletRequestWrapper(request) {
          @Override
          public HttpSession getSession(boolean create) {
            return held;
          }
        };
    FakeResponse response = new FakeResponse();
    filter.doFilter(
        late,
        response,
        (in, out) -> {
          session.expire();
          ((HttpServletRequest) in).logout();
        });
    assertThat(response.setCookies()).hasSize(3);
  }

  // Also with a refresh token alone: nothing else of the request needs the list.
  @ParameterizedTest
  @ValueSource(strings = {"access_token", "refresh_token"})
  void applicationCanCatchOutageOfRevocationList(String sent) throws Exception {
    filter("auth.store", UnreliableStore.class.getName(), "auth.path-exclusions", "/bye");
    Map<String, Object> issued = login();
    String access = String.valueOf(issued.get("access_token"));
    String token = String.valueOf(issued.get(sent));
    String cookie = sent.startsWith("refresh") ? "token-refresh" : "token";
    // A second read shows that the first one has ended. Until then each request reads the store
    // itself, which this outage does not stop.
    Await.until("the list is read", () -> UnreliableStore.latest().reads() >= 2);
    UnreliableStore.latest().failToRead(true);
    // The copy of the list is used for a second.
    Await.until(
        "the copy is too old",
        () ->
            send(FakeRequest.get("/a").cookie("token", access), (in, out) -> {}).getStatus()
                == 503);
    FakeRequest request = FakeRequest.get("/bye").cookie(cookie, token);
    AtomicReference<Object> thrown = new AtomicReference<>("nothing");
    FakeResponse response =
        send(
            request,
            (in, out) -> {
              try {
                ((HttpServletRequest) in).logout();
              } catch (RuntimeException e) {
                thrown.set(e);
                throw e;
              }
            });
    assertThat(thrown.get()).isInstanceOf(StoreUnavailableException.class);
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.setCookies()).isEmpty();
  }

  private interface Action {
    void run() throws Exception;
  }

  private static List<String> loggedBy(Action action) throws Exception {
    try (LogCapture log = LogCapture.open()) {
      action.run();
      return log.warnings();
    }
  }

  private FakeRequest form(FakeSession session) {
    return FakeRequest.get("/a").containerCaller("bob", "FORM").session(session);
  }

  @Test
  void bridgeTokenEndsWithFormSession() throws Exception {
    filter();
    List<FilterChain> logouts =
        List.of(
            LOGOUT,
            (in, out) -> ((HttpServletRequest) in).getSession().invalidate(),
            (in, out) -> {
              ((HttpServletRequest) in).getSession().invalidate();
              ((HttpServletRequest) in).logout();
            });
    for (FilterChain logout : logouts) {
      FakeSession session = new FakeSession().in(context.servletContext());
      Map<String, Object> bridge =
          bridge(FakeRequest.post("/bridge").containerCaller("bob", "FORM").session(session));
      assertThat(status(byHeader(FakeRequest.get("/a"), bridge))).isEqualTo(200);
      send(form(session), logout);
      assertThat(status(byHeader(FakeRequest.get("/a"), bridge))).isEqualTo(401);
    }
  }

  @Test
  void bridgeTokenEndsWhenApplicationRemovesItsUser() throws Exception {
    filter("auth.session.principal-attribute", "user");
    FakeSession session = new FakeSession().in(context.servletContext());
    send(
        FakeRequest.get("/public/a").session(session),
        (in, out) -> ((HttpServletRequest) in).getSession().setAttribute("user", "bob"));
    Map<String, Object> bridge = bridge(FakeRequest.post("/bridge").session(session));
    send(
        FakeRequest.get("/a").session(session),
        (in, out) -> {
          Object bob = ((HttpServletRequest) in).getSession().getAttribute("user");
          ((HttpServletRequest) in).getSession().removeAttribute("user");
          ((HttpServletRequest) in).getSession().setAttribute("user", bob);
        });
    assertThat(status(byHeader(FakeRequest.get("/a"), bridge))).isEqualTo(401);
    // The same login continues and gets other tokens.
    assertThat(status(FakeRequest.get("/a").session(session))).isEqualTo(200);
    bridge = bridge(FakeRequest.post("/bridge").session(session));
    assertThat(status(byHeader(FakeRequest.get("/a"), bridge))).isEqualTo(200);
  }

  @Test
  void secondBridgeTokenKeepsFirstValid() throws Exception {
    filter();
    FakeSession session = session();
    Map<String, Object> first = bridge(FakeRequest.post("/bridge").session(session));
    bridge(FakeRequest.post("/bridge").session(session));
    assertThat(status(byHeader(FakeRequest.get("/a"), first))).isEqualTo(200);
    session.expire();
    assertThat(status(byHeader(FakeRequest.get("/a"), first))).isEqualTo(401);
  }

  // As applications do at their own login without changeSessionId.
  @Test
  void copiedSessionGetsValidBridgeTokens() throws Exception {
    filter();
    FakeSession session = session();
    Map<String, Object> before = bridge(FakeRequest.post("/bridge").session(session));
    FakeRequest copying = FakeRequest.get("/a").session(session);
    send(
        copying,
        (in, out) -> {
          HttpServletRequest request = (HttpServletRequest) in;
          Map<String, Object> all = Map.copyOf(session.attributes());
          request.getSession().invalidate();
          all.forEach(request.getSession(true)::setAttribute);
        });
    FakeSession copy = copying.fakeSession();
    Map<String, Object> after = bridge(FakeRequest.post("/bridge").session(copy));
    assertThat(status(byHeader(FakeRequest.get("/a"), before))).isEqualTo(401);
    assertThat(status(byHeader(FakeRequest.get("/a"), after))).isEqualTo(200);
    copy.expire();
    assertThat(status(byHeader(FakeRequest.get("/a"), after))).isEqualTo(401);
  }

  @Test
  void outageDoesNotBreakSessionEnd() throws Exception {
    filter("auth.store", UnreliableStore.class.getName());
    FakeSession session = session();
    bridge(FakeRequest.post("/bridge").session(session));
    UnreliableStore.latest().fail(true);
    List<String> logged = loggedBy(session::expire);
    UnreliableStore.latest().fail(false);
    assertThat(session.isInvalid()).isTrue();
    assertThat(logged).anyMatch(line -> line.startsWith("tokens of an ended session"));
  }

  // ---- what a caller leaves in the session

  private FakeRequest loginAs(String name, FakeSession session) {
    return form("/login", "username=" + name + "&password=word")
        .containerCaller("bob", "FORM")
        .session(session);
  }

  @Test
  void realmLoginRemovesSessionDataOfEarlierCaller() throws Exception {
    filter("auth.session.principal-attribute", "user");
    FakeSession bobs = new FakeSession().with("basket", "pears").with("csrf", "bob's");
    FakeRequest login = loginAs("ann", bobs);
    assertThat(status(login)).isEqualTo(303);
    assertThat(bobs.isInvalid()).isTrue();
    assertThat(login.fakeSession().attributes()).doesNotContainKeys("basket", "csrf", "user");
  }

  @Test
  void sameCallerKeepsSession() throws Exception {
    filter();
    FakeSession bobs = new FakeSession().with("basket", "pears");
    FakeRequest login = loginAs("bob", bobs);
    assertThat(status(login)).isEqualTo(303);
    assertThat(login.fakeSession().attributes()).containsEntry("basket", "pears");
  }

  @Test
  void failedLoginOrLogoutLeavesNoSessionDataToOthers() throws Exception {
    filter();
    for (String name : List.of("ann", "bob")) {
      FakeSession bobs = new FakeSession().with("basket", "pears");
      FakeRequest wrong = loginAs("ann", bobs);
      wrong.realm(Map.of());
      assertThat(status(wrong)).isEqualTo(401);
      assertThat(bobs.isInvalid()).isFalse();
      FakeRequest then = form("/login", "username=" + name + "&password=word").session(bobs);
      assertThat(status(then)).isEqualTo(303);
      assertThat(then.fakeSession().attributes().containsKey("basket"))
          .isEqualTo(name.equals("bob"));

      FakeSession left = new FakeSession().with("basket", "pears");
      send(form(left), LOGOUT);
      FakeRequest after = form("/login", "username=" + name + "&password=word").session(left);
      assertThat(status(after)).isEqualTo(303);
      assertThat(after.fakeSession().attributes().containsKey("basket"))
          .isEqualTo(name.equals("bob"));
    }
  }

  @Test
  void logoutAndLoginStartSessionOfNewCaller() throws Exception {
    filter();
    FakeSession bobs = new FakeSession().with("basket", "pears");
    FakeRequest request = form(bobs).realm(REALM);
    send(
        request,
        (in, out) -> {
          ((HttpServletRequest) in).logout();
          ((HttpServletRequest) in).login("ann", "word");
        });
    assertThat(request.fakeSession().attributes()).doesNotContainKey("basket");
    assertThat(status(FakeRequest.get("/a").session(request.fakeSession()))).isEqualTo(200);
  }

  // ---- integrations that the container calls

  private FakeRequest handled(FakeRequest request) {
    containerParts.marks().handled().keep(request, true);
    return request.context(context.servletContext());
  }

  private static String foreignToken(String id) {
    return Tokens.hs256(
        Tokens.payload("ann", System.currentTimeMillis() / 1000)
            .replace("{", "{\"jti\":\"" + id + "\","));
  }

  @Test
  void containerIntegrationRevokesAndRemovesCookies() throws Exception {
    DispatchFilter dispatches = containerFilter();
    FakeResponse response = new FakeResponse();
    FakeRequest request =
        handled(FakeRequest.get("/a").cookie("token", foreignToken("c1")))
            .containerCaller("ann", "BEARER");
    dispatches.doFilter(request, response, LOGOUT);
    assertThat(response.setCookies()).hasSize(3);
    assertThat(request.getUserPrincipal()).isNull();
    assertThat(known(foreignToken("c1"))).isFalse();
    assertThat(known(foreignToken("c2"))).isTrue();
  }

  @Test
  void forwardInContainerIntegrationRevokesToo() throws Exception {
    DispatchFilter dispatches = containerFilter();
    FakeRequest request = handled(FakeRequest.get("/a").cookie("token", foreignToken("c3")));
    FakeResponse response = new FakeResponse();
    dispatches.doFilter(
        request,
        response,
        (in, out) -> {
          request.dispatcher(DispatcherType.FORWARD);
          dispatches.doFilter(in, out, LOGOUT);
        });
    assertThat(response.setCookies()).hasSize(3);
    assertThat(known(foreignToken("c3"))).isFalse();
  }

  @Test
  void logoutOnServerRequestRevokesOnce() throws Exception {
    containerFilter();
    FakeRequest request = handled(FakeRequest.get("/a").cookie("token", foreignToken("c4")));
    FakeResponse response = new FakeResponse();
    ContainerIntegration.of(request).logout(request, response);
    ContainerIntegration.of(request).logout(request, response);
    assertThat(response.setCookies()).hasSize(3);
    assertThat(known(foreignToken("c4"))).isFalse();
  }

  // As on Open Liberty, where the login is registered with the next request.
  @Test
  void secondLogoutEndsLoginInBetween() throws Exception {
    DispatchFilter dispatches = containerFilter("auth.session.principal-attribute", "user");
    FakeRequest request = handled(FakeRequest.get("/a").cookie("token", foreignToken("c5")));
    FakeResponse response = new FakeResponse();
    dispatches.doFilter(
        request,
        response,
        (in, out) -> {
          ((HttpServletRequest) in).logout();
          ((HttpServletRequest) in).getSession().setAttribute("user", "ann");
          ((HttpServletRequest) in).logout();
        });
    assertThat(request.fakeSession().attributes()).doesNotContainKey("user");
    assertThat(response.setCookies()).hasSize(3);
  }

  private boolean known(String token) throws Exception {
    FakeRequest request = FakeRequest.get("/a").context(context.servletContext());
    FakeResponse answer = new FakeResponse();
    List<Object> registered = new ArrayList<>();
    ContainerOutcome outcome =
        ContainerIntegration.of(request)
            .handle(
                request.cookie("token", token),
                answer,
                io.sallyport.internal.container.ContainerLogin.of(
                    callbacks -> registered.add(callbacks),
                    new javax.security.auth.Subject(),
                    new java.util.HashMap<>()));
    return outcome == ContainerOutcome.AUTHENTICATED;
  }
}
