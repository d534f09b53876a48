package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sallyport.fixture.Await;
import io.sallyport.fixture.TestUsers;
import io.sallyport.fixture.UnreliableStore;
import io.sallyport.internal.json.StrictJson;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.FakeSession;
import io.sallyport.test.Tokens;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logout, refresh tokens, bridge tokens and one-time action links, through the filter on one node.
 */
class RevocationTest {

  private static final String PASSWORD = "ann-secret-word";

  private final FakeContext context = new FakeContext();
  private final List<AuthenticationFilter> started = new ArrayList<>();

  private AuthenticationFilter filter(String... settings) throws Exception {
    context
        .parameter("auth.mode", "both")
        .parameter("auth.jwt.secretkey", Tokens.SECRET)
        .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
        .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
        .parameter("auth.store", "memory")
        .parameter("auth.login.user-store", "file")
        .parameter("auth.login.users-file", TestUsers.file("ann", PASSWORD, "boss,clerk"))
        .parameter("auth.login.path", "/login")
        .parameter("auth.token.path", "/token")
        .parameter("auth.refresh.path", "/refresh")
        .parameter("auth.logout.path", "/logout")
        .parameter("auth.token.bridge-path", "/bridge")
        .parameter("auth.action.path", "/action")
        .parameter("auth.action.target", "/WEB-INF/done.jsp");
    for (int i = 0; i < settings.length; i += 2) {
      context.parameter(settings[i], settings[i + 1]);
    }
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context.filterConfig());
    started.add(filter);
    return filter;
  }

  @AfterEach
  void end() {
    started.forEach(AuthenticationFilter::destroy);
  }

  private static FakeResponse send(AuthenticationFilter filter, FakeRequest request)
      throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(
        request,
        response,
        (in, out) -> {
          HttpServletRequest seen = (HttpServletRequest) in;
          ((jakarta.servlet.http.HttpServletResponse) out)
              .getOutputStream()
              .write(
                  ("{\"name\":\""
                          + seen.getRemoteUser()
                          + "\",\"boss\":\""
                          + seen.isUserInRole("boss")
                          + "\"}")
                      .getBytes(StandardCharsets.UTF_8));
        });
    return response;
  }

  private static Map<String, Object> json(FakeResponse response) throws Exception {
    return StrictJson.parseObject(response.body().getBytes(StandardCharsets.UTF_8));
  }

  private static FakeRequest form(String path, String body) {
    return FakeRequest.post(path).body("application/x-www-form-urlencoded", body);
  }

  private static FakeRequest bearer(FakeRequest request, String token) {
    return request.header("Authorization", "Bearer " + token);
  }

  private static int use(AuthenticationFilter filter, String token) throws Exception {
    return send(filter, bearer(FakeRequest.get("/a"), token)).getStatus();
  }

  private static Map<String, Object> login(AuthenticationFilter filter) throws Exception {
    FakeResponse response = send(filter, form("/token", "username=ann&password=" + PASSWORD));
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    return json(response);
  }

  private static FakeResponse refresh(AuthenticationFilter filter, Object token) throws Exception {
    return send(filter, form("/refresh", "refresh_token=" + token));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "application/x-www-form-urlencoded | refresh_token=%",
        "application/x-www-form-urlencoded | refresh_token=a&refresh_token=b",
        "application/json                  | {",
        "application/json                  | []",
        "application/json                  | {\"refresh_token\":\"a\",\"refresh_token\":\"b\"}",
        "application/json;charset=nope     | {",
        "application/json                  | LONG"
      })
  void malformedTokenBodyIsInvalidRequest(String type, String body) throws Exception {
    AuthenticationFilter filter = filter();
    String sent = body.equals("LONG") ? "x".repeat(20_000) : body;
    for (String path : List.of("/refresh", "/logout", "/token", "/action")) {
      FakeResponse response = send(filter, FakeRequest.post(path).body(type, sent));
      assertThat(response.getStatus()).as(path).isEqualTo(400);
      assertThat(response.body()).as(path).isEqualTo("{\"error\":\"invalid_request\"}");
      assertThat(response.getHeader("WWW-Authenticate")).as(path).isNull();
    }
  }

  @Test
  void refreshWithoutTokenIsInvalidRequest() throws Exception {
    assertThat(send(filter(), FakeRequest.post("/refresh")).body())
        .isEqualTo("{\"error\":\"invalid_request\"}");
    assertThat(send(filter(), FakeRequest.post("/refresh").body("text/plain", "a")).body())
        .isEqualTo("{\"error\":\"invalid_request\"}");
  }

  // ---- refresh tokens

  @Test
  void refreshReturnsNewTokensForSameCaller() throws Exception {
    AuthenticationFilter filter = filter();
    Map<String, Object> first = login(filter);
    FakeResponse response = refresh(filter, first.get("refresh_token"));
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    Map<String, Object> second = json(response);
    assertThat(second.get("access_token")).isNotEqualTo(first.get("access_token"));
    assertThat(second.get("refresh_token")).isNotEqualTo(first.get("refresh_token"));
    FakeResponse page =
        send(filter, bearer(FakeRequest.get("/a"), (String) second.get("access_token")));
    assertThat(page.body()).isEqualTo("{\"name\":\"ann\",\"boss\":\"true\"}");
    // The same with a JSON body.
    assertThat(
            send(
                    filter,
                    FakeRequest.post("/refresh")
                        .body(
                            "application/json",
                            "{\"refresh_token\":\"" + second.get("refresh_token") + "\"}"))
                .getStatus())
        .isEqualTo(200);
  }

  @Test
  void reusedRefreshTokenRevokesWholeLogin() throws Exception {
    AuthenticationFilter filter = filter();
    Map<String, Object> first = login(filter);
    Map<String, Object> second = json(refresh(filter, first.get("refresh_token")));
    Map<String, Object> other = login(filter);
    FakeResponse reused = refresh(filter, first.get("refresh_token"));
    assertThat(reused.getStatus()).isEqualTo(400);
    assertThat(reused.body()).isEqualTo("{\"error\":\"invalid_grant\"}");
    assertThat(refresh(filter, second.get("refresh_token")).getStatus()).isEqualTo(400);
    assertThat(use(filter, (String) first.get("access_token"))).isEqualTo(401);
    assertThat(use(filter, (String) second.get("access_token"))).isEqualTo(401);
    // Another login of the same user is not affected.
    assertThat(use(filter, (String) other.get("access_token"))).isEqualTo(200);
    assertThat(refresh(filter, other.get("refresh_token")).getStatus()).isEqualTo(200);
  }

  @Test
  void onlyOneConcurrentRefreshSucceeds() throws Exception {
    AuthenticationFilter filter = filter();
    Object token = login(filter).get("refresh_token");
    assertThat(statuses(64, () -> refresh(filter, token).getStatus()))
        .containsOnlyOnce(200)
        .containsOnly(200, 400);
  }

  private static List<Integer> statuses(int calls, java.util.concurrent.Callable<Integer> call)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        running.add(threads.submit(call));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> future : running) {
        statuses.add(future.get());
      }
      return statuses;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void tokenOfOneKindIsRejectedWhereAnotherKindIsExpected() throws Exception {
    AuthenticationFilter filter = filter();
    Map<String, Object> tokens = login(filter);
    String action =
        Sallyport.of(context.servletContext())
            .actionTokens()
            .issue("activate", "ann", Duration.ofMinutes(10));
    assertThat(use(filter, (String) tokens.get("refresh_token"))).isEqualTo(401);
    assertThat(use(filter, action)).isEqualTo(401);
    assertThat(refresh(filter, tokens.get("access_token")).getStatus()).isEqualTo(400);
    assertThat(refresh(filter, action).getStatus()).isEqualTo(400);
    for (Object wrong : List.of(tokens.get("access_token"), tokens.get("refresh_token"))) {
      assertThat(send(filter, form("/action", "token=" + wrong)).getStatus()).isEqualTo(400);
    }
    assertThat(use(filter, (String) tokens.get("access_token"))).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x=y | 400",
        "refresh_token= | 400",
        "refresh_token=a.b.c | 400",
        "refresh_token=a&refresh_token=b | 400"
      })
  void invalidRefreshIsRejected(String body, int status) throws Exception {
    assertThat(send(filter(), form("/refresh", body)).getStatus()).isEqualTo(status);
    assertThat(send(filter(), FakeRequest.get("/refresh")).getStatus()).isEqualTo(405);
    assertThat(
            send(filter(), form("/refresh", body).header("Sec-Fetch-Site", "cross-site"))
                .getStatus())
        .isEqualTo(403);
  }

  // ---- logout

  @Test
  void logoutByBearerTokenEndsOnlyThatLogin() throws Exception {
    AuthenticationFilter filter = filter();
    Map<String, Object> mine = login(filter);
    Map<String, Object> other = login(filter);
    String token = (String) mine.get("access_token");
    assertThat(use(filter, token)).isEqualTo(200);
    assertThat(send(filter, bearer(FakeRequest.post("/logout"), token)).getStatus()).isEqualTo(204);
    assertThat(use(filter, token)).isEqualTo(401);
    assertThat(refresh(filter, mine.get("refresh_token")).getStatus()).isEqualTo(400);
    assertThat(use(filter, (String) other.get("access_token"))).isEqualTo(200);
    // A token that is revoked already gets 401 and changes nothing.
    assertThat(send(filter, bearer(FakeRequest.post("/logout"), token)).getStatus()).isEqualTo(401);
    assertThat(send(filter, bearer(FakeRequest.post("/logout"), "a.b.c")).getStatus())
        .isEqualTo(401);
    assertThat(send(filter, FakeRequest.post("/logout")).getStatus()).isEqualTo(204);
  }

  @Test
  void logoutByRefreshTokenEndsLogin() throws Exception {
    AuthenticationFilter filter = filter();
    Map<String, Object> tokens = login(filter);
    assertThat(
            send(filter, form("/logout", "refresh_token=" + tokens.get("refresh_token")))
                .getStatus())
        .isEqualTo(204);
    assertThat(refresh(filter, tokens.get("refresh_token")).getStatus()).isEqualTo(400);
    assertThat(use(filter, (String) tokens.get("access_token"))).isEqualTo(401);
  }

  @Test
  void repeatedLogoutWritesNothing() throws Exception {
    AuthenticationFilter filter = filter("auth.store", UnreliableStore.class.getName());
    Object token = login(filter).get("refresh_token");
    int before = UnreliableStore.latest().revocations();
    assertThat(send(filter, form("/logout", "refresh_token=" + token)).getStatus()).isEqualTo(204);
    int written = UnreliableStore.latest().revocations();
    assertThat(written).isGreaterThan(before);
    for (int i = 0; i < 10; i++) {
      send(filter, form("/logout", "refresh_token=" + token));
      assertThat(UnreliableStore.latest().revocations()).isEqualTo(written);
    }
    // The same with a refresh token that was exchanged before: only the first logout writes.
    Object exchanged = login(filter).get("refresh_token");
    assertThat(refresh(filter, exchanged).getStatus()).isEqualTo(200);
    send(filter, form("/logout", "refresh_token=" + exchanged));
    int ended = UnreliableStore.latest().revocations();
    for (int i = 0; i < 10; i++) {
      send(filter, form("/logout", "refresh_token=" + exchanged));
      assertThat(refresh(filter, exchanged).getStatus()).isEqualTo(400);
    }
    assertThat(UnreliableStore.latest().revocations()).isEqualTo(ended);
  }

  @Test
  void foreignTokenIsRevokedByItsId() throws Exception {
    AuthenticationFilter filter = filter();
    String payload = Tokens.payload("bob", System.currentTimeMillis() / 1000);
    String one = Tokens.hs256(payload.replaceFirst("\\{", "{\"jti\":\"one\",\"sid\":\"s\","));
    String two = Tokens.hs256(payload.replaceFirst("\\{", "{\"jti\":\"two\",\"sid\":\"s\","));
    assertThat(use(filter, one)).isEqualTo(200);
    assertThat(send(filter, bearer(FakeRequest.post("/logout"), one)).getStatus()).isEqualTo(204);
    assertThat(use(filter, one)).isEqualTo(401);
    assertThat(use(filter, two)).isEqualTo(200);
    Sallyport.of(context.servletContext()).revokeToken(Tokens.ISSUER, "two");
    assertThat(use(filter, two)).isEqualTo(401);
  }

  @Test
  void tokenWithoutIdIsRejectedUnlessAllowed() throws Exception {
    String token = Tokens.good("bob", System.currentTimeMillis() / 1000);
    assertThat(use(filter(), token)).isEqualTo(401);
    AuthenticationFilter lenient = filter("auth.jwt.allow-missing-jti", "true");
    assertThat(use(lenient, token)).isEqualTo(200);
    assertThat(send(lenient, bearer(FakeRequest.post("/logout"), token)).getStatus())
        .isEqualTo(400);
    Sallyport.of(context.servletContext()).logOutEverywhere("bob");
    assertThat(use(lenient, token)).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"jti\":\"\",", "\"jti\":5,", "\"jti\":[\"a\"],", "\"jti\":null,"})
  void tokenWithoutIdIsRevokedOnlyWithItsUser(String id) throws Exception {
    // Its issuer's clock may be ahead of ours.
    long ahead = System.currentTimeMillis() / 1000 + 50;
    String token = Tokens.hs256(Tokens.payload("bob", ahead).replaceFirst("\\{", "{" + id));
    assertThat(use(filter(), token)).isEqualTo(401);
    AuthenticationFilter lenient = filter("auth.jwt.allow-missing-jti", "true");
    assertThat(use(lenient, token)).isEqualTo(200);
    assertThat(send(lenient, bearer(FakeRequest.post("/logout"), token)).getStatus())
        .isEqualTo(400);
    assertThat(use(lenient, token)).isEqualTo(200);
    assertThat(send(lenient, bearer(form("/logout", "everywhere=true"), token)).getStatus())
        .isEqualTo(204);
    assertThat(use(lenient, token)).isEqualTo(401);
  }

  @Test
  void loginAfterLogoutEverywhereIsValidDespiteClockAhead() throws Exception {
    AuthenticationFilter filter = filter();
    long ahead = System.currentTimeMillis() / 1000 + 50;
    String token =
        Tokens.hs256(Tokens.payload("ann", ahead).replaceFirst("\\{", "{\"jti\":\"x\","));
    assertThat(send(filter, bearer(form("/logout", "everywhere=true"), token)).getStatus())
        .isEqualTo(204);
    assertThat(use(filter, token)).isEqualTo(401);
    Await.clockAfter(System.currentTimeMillis());
    assertThat(use(filter, (String) login(filter).get("access_token"))).isEqualTo(200);
  }

  @Test
  void emptyIdCannotBeRevoked() throws Exception {
    assertThat(filter()).isNotNull();
    assertThatThrownBy(() -> Sallyport.of(context.servletContext()).revokeToken(Tokens.ISSUER, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void logoutEverywhereEndsAllTokensAndSessions() throws Exception {
    AuthenticationFilter filter = filter();
    Map<String, Object> tokens = login(filter);
    FakeSession session = session(filter);
    assertThat(send(filter, FakeRequest.get("/a").session(session)).getStatus()).isEqualTo(200);
    assertThat(
            send(
                    filter,
                    bearer(form("/logout", "everywhere=true"), (String) tokens.get("access_token")))
                .getStatus())
        .isEqualTo(204);
    assertThat(use(filter, (String) tokens.get("access_token"))).isEqualTo(401);
    assertThat(refresh(filter, tokens.get("refresh_token")).getStatus()).isEqualTo(400);
    assertThat(send(filter, FakeRequest.get("/a").session(session)).getStatus()).isEqualTo(401);
    assertThat(session.isInvalid()).isTrue();
    assertThat(send(filter, form("/logout", "everywhere=true")).getStatus()).isEqualTo(401);
  }

  @Test
  void loginAfterLogoutEverywhereIsValid() throws Exception {
    AuthenticationFilter filter = filter();
    for (int i = 0; i < 20; i++) {
      String token = (String) login(filter).get("access_token");
      assertThat(use(filter, token)).isEqualTo(200);
      Sallyport.of(context.servletContext()).logOutEverywhere("ann");
      assertThat(use(filter, token)).isEqualTo(401);
      // A login in the next millisecond is a new login.
      Await.clockAfter(System.currentTimeMillis());
    }
  }

  private static FakeSession session(AuthenticationFilter filter) throws Exception {
    FakeRequest request = form("/login", "username=ann&password=" + PASSWORD);
    assertThat(send(filter, request).getStatus()).isEqualTo(303);
    return request.fakeSession();
  }

  @Test
  void sessionBeyondMaximumEndsOldest() throws Exception {
    AuthenticationFilter filter = filter("auth.session.max-sessions", "2");
    FakeSession first = session(filter);
    FakeSession second = session(filter);
    assertThat(send(filter, FakeRequest.get("/a").session(first)).getStatus()).isEqualTo(200);
    FakeSession third = session(filter);
    assertThat(send(filter, FakeRequest.get("/a").session(first)).getStatus()).isEqualTo(401);
    assertThat(send(filter, FakeRequest.get("/a").session(second)).getStatus()).isEqualTo(200);
    assertThat(send(filter, FakeRequest.get("/a").session(third)).getStatus()).isEqualTo(200);
    // A logout allows another session.
    assertThat(send(filter, FakeRequest.post("/logout").session(second)).getStatus())
        .isEqualTo(204);
    FakeSession fourth = session(filter);
    assertThat(send(filter, FakeRequest.get("/a").session(third)).getStatus()).isEqualTo(200);
    assertThat(send(filter, FakeRequest.get("/a").session(fourth)).getStatus()).isEqualTo(200);
  }

  // ---- cookies

  @Test
  void tokenCookiesAreHttpOnlyAndSameSite() throws Exception {
    AuthenticationFilter filter =
        filter("auth.mode", "jwt", "mp.jwt.token.header", "Cookie", "mp.jwt.token.cookie", "tok");
    FakeResponse login = send(filter, form("/login", "username=ann&password=" + PASSWORD).secure());
    assertThat(login.getStatus()).isEqualTo(303);
    assertThat(login.body()).isEmpty();
    assertThat(login.setCookies()).hasSize(3);
    assertThat(login.setCookies().get(0))
        .matches("tok=[^;]+; Max-Age=900; Path=/; HttpOnly; SameSite=Lax; Secure");
    assertThat(login.setCookies().get(1))
        .matches("tok-refresh=[^;]+; Path=/refresh; HttpOnly; SameSite=Lax; Secure");
    assertThat(login.setCookies().get(2))
        .isEqualTo(login.setCookies().get(1).replace("Path=/refresh", "Path=/logout"));
    String access = value(login.setCookies().get(0));
    String refresh = value(login.setCookies().get(1));
    assertThat(send(filter, FakeRequest.get("/a").cookie("tok", access)).getStatus())
        .isEqualTo(200);
    FakeResponse next = send(filter, FakeRequest.post("/refresh").cookie("tok-refresh", refresh));
    assertThat(next.getStatus()).isEqualTo(204);
    assertThat(next.setCookies()).hasSize(3);
    FakeResponse out =
        send(
            filter,
            FakeRequest.post("/logout")
                .cookie("tok", value(next.setCookies().get(0)))
                .cookie("tok-refresh", value(next.setCookies().get(1))));
    assertThat(out.getStatus()).isEqualTo(204);
    assertThat(out.setCookies()).allMatch(cookie -> cookie.contains("=; Max-Age=0; "));
    assertThat(
            send(filter, FakeRequest.get("/a").cookie("tok", value(next.setCookies().get(0))))
                .getStatus())
        .isEqualTo(401);
    FakeResponse dead =
        send(
            filter,
            FakeRequest.post("/refresh").cookie("tok-refresh", value(next.setCookies().get(1))));
    assertThat(dead.getStatus()).isEqualTo(400);
  }

  private static String value(String setCookie) {
    return setCookie.substring(setCookie.indexOf('=') + 1, setCookie.indexOf(';'));
  }

  // The browser has removed the cookie of the expired access token.
  @Test
  void logoutAfterAccessTokenExpiredEndsLogin() throws Exception {
    AuthenticationFilter filter =
        filter("auth.mode", "jwt", "mp.jwt.token.header", "Cookie", "mp.jwt.token.cookie", "tok");
    FakeResponse login = send(filter, form("/login", "username=ann&password=" + PASSWORD));
    FakeRequest logout = FakeRequest.post("/logout");
    String refresh = "";
    for (String cookie : login.setCookies()) {
      if (cookie.startsWith("tok-refresh=")) {
        refresh = value(cookie);
        if (cookie.contains("; Path=/logout;") || cookie.contains("; Path=/;")) {
          logout.cookie("tok-refresh", refresh);
        }
      }
    }
    assertThat(send(filter, logout).getStatus()).isEqualTo(204);
    assertThat(
            send(filter, FakeRequest.post("/refresh").cookie("tok-refresh", refresh)).getStatus())
        .isEqualTo(400);
  }

  // ---- bridge

  @Test
  void bridgeIssuesTokenForOneMinute() throws Exception {
    AuthenticationFilter filter = filter();
    FakeSession session = session(filter);
    Map<String, Object> bridge = json(send(filter, FakeRequest.post("/bridge").session(session)));
    assertThat(bridge.get("expires_in")).isEqualTo(60L);
    assertThat(bridge).doesNotContainKey("refresh_token");
    assertThat(use(filter, (String) bridge.get("access_token"))).isEqualTo(200);
    Map<String, Object> second =
        json(
            send(
                filter,
                bearer(FakeRequest.post("/bridge"), (String) login(filter).get("access_token"))));
    assertThat(use(filter, (String) second.get("access_token"))).isEqualTo(200);
    assertThat(send(filter, FakeRequest.post("/bridge")).getStatus()).isEqualTo(401);
    assertThat(send(filter, FakeRequest.get("/bridge").session(session)).getStatus())
        .isEqualTo(405);
    assertThat(
            send(
                    filter,
                    FakeRequest.post("/bridge")
                        .session(session)
                        .header("Sec-Fetch-Site", "cross-site"))
                .getStatus())
        .isEqualTo(403);
    // The bridge token ends with the session that it was issued for.
    assertThat(send(filter, FakeRequest.post("/logout").session(session)).getStatus())
        .isEqualTo(204);
    assertThat(use(filter, (String) bridge.get("access_token"))).isEqualTo(401);
    assertThat(use(filter, (String) second.get("access_token"))).isEqualTo(200);
  }

  private static Map<String, Object> claims(Object token) throws Exception {
    return StrictJson.parseObject(
        java.util.Base64.getUrlDecoder().decode(String.valueOf(token).split("\\.", -1)[1]));
  }

  // Otherwise the owner of a short-lived token could renew it for ever. A bridge token that is
  // issued before a node reads a logout "everywhere" would also count as later than that logout.
  @Test
  void bridgeTokenKeepsLoginTimeAndExpiryOfItsCredential() throws Exception {
    AuthenticationFilter filter = filter("auth.token.lifetime", "PT30S");
    Object access = login(filter).get("access_token");
    Await.clockAfter(System.currentTimeMillis());
    Map<String, Object> bridge =
        json(send(filter, bearer(FakeRequest.post("/bridge"), access.toString())));
    assertThat((Long) bridge.get("expires_in")).isLessThanOrEqualTo(30);
    assertThat((Long) claims(bridge.get("access_token")).get("exp"))
        .isLessThanOrEqualTo((Long) claims(access).get("exp"));
    assertThat(claims(bridge.get("access_token")).get("io.sallyport.login_ms"))
        .isEqualTo(claims(access).get("io.sallyport.login_ms"));

    FakeSession session = session(filter);
    Await.clockAfter(System.currentTimeMillis());
    Map<String, Object> ofSession =
        json(send(filter, FakeRequest.post("/bridge").session(session)));
    assertThat(claims(ofSession.get("access_token")).get("io.sallyport.login_ms"))
        .isEqualTo(session.attributes().get("io.sallyport.session.login-time"));

    // A token without our login time counts from its iat.
    long issued = System.currentTimeMillis() / 1000 - 3590;
    String foreign = Tokens.hs256(Tokens.payload("bob", issued).replace("{", "{\"jti\":\"f\","));
    Map<String, Object> ofForeign =
        json(send(filter, bearer(FakeRequest.post("/bridge"), foreign)));
    assertThat(claims(ofForeign.get("access_token")).get("io.sallyport.login_ms"))
        .isEqualTo(issued * 1000);
    assertThat((Long) claims(ofForeign.get("access_token")).get("exp"))
        .isLessThanOrEqualTo(issued + 3600);
    // A token that is accepted only because of the leeway has no lifetime left for a bridge token.
    String over = Tokens.hs256(Tokens.payload("bob", issued - 40).replace("{", "{\"jti\":\"g\","));
    assertThat(use(filter, over)).isEqualTo(200);
    assertThat(send(filter, bearer(FakeRequest.post("/bridge"), over)).getStatus()).isEqualTo(401);
  }

  @Test
  void bridgeTokenEndsWithSessionBeyondMaximum() throws Exception {
    AuthenticationFilter filter = filter("auth.session.max-sessions", "1");
    FakeSession first = session(filter);
    Map<String, Object> bridge = json(send(filter, FakeRequest.post("/bridge").session(first)));
    assertThat(use(filter, (String) bridge.get("access_token"))).isEqualTo(200);
    session(filter);
    assertThat(send(filter, FakeRequest.get("/a").session(first)).getStatus()).isEqualTo(401);
    assertThat(use(filter, (String) bridge.get("access_token"))).isEqualTo(401);
  }

  @Test
  void bridgeTokenEndsWithItsToken() throws Exception {
    AuthenticationFilter filter = filter();
    long now = System.currentTimeMillis() / 1000;
    String foreign = Tokens.hs256(Tokens.payload("bob", now).replace("{", "{\"jti\":\"f\","));
    Object bridge =
        json(send(filter, bearer(FakeRequest.post("/bridge"), foreign))).get("access_token");
    Object further =
        json(send(filter, bearer(FakeRequest.post("/bridge"), bridge.toString())))
            .get("access_token");
    String own = login(filter).get("access_token").toString();
    Object ofOwn = json(send(filter, bearer(FakeRequest.post("/bridge"), own))).get("access_token");
    assertThat(use(filter, further.toString())).isEqualTo(200);
    assertThat(send(filter, bearer(FakeRequest.post("/logout"), foreign)).getStatus())
        .isEqualTo(204);
    assertThat(use(filter, bridge.toString())).isEqualTo(401);
    assertThat(use(filter, further.toString())).isEqualTo(401);
    assertThat(use(filter, ofOwn.toString())).isEqualTo(200);
    Sallyport.of(context.servletContext())
        .revokeToken(Tokens.ISSUER, String.valueOf(claims(own).get("jti")));
    assertThat(use(filter, ofOwn.toString())).isEqualTo(401);
  }

  @Test
  void logoutByBearerTokenIsNotRedirected() throws Exception {
    AuthenticationFilter filter = filter("auth.logout.default-url", "/bye");
    String access = login(filter).get("access_token").toString();
    FakeResponse response = send(filter, bearer(FakeRequest.post("/logout"), access));
    assertThat(response.getStatus()).isEqualTo(204);
    assertThat(response.getHeader("Location")).isNull();
    FakeSession session = session(filter);
    FakeResponse person = send(filter, FakeRequest.post("/logout").session(session));
    assertThat(person.getStatus()).isEqualTo(303);
  }

  // ---- action tokens

  private String action(AuthenticationFilter filter) {
    assertThat(filter).isNotNull();
    return Sallyport.of(context.servletContext())
        .actionTokens()
        .issue("activate", "ann", Duration.ofMinutes(10));
  }

  @Test
  void exceptionOfActionPagePassesToServer() throws Exception {
    AuthenticationFilter filter = filter();
    IllegalStateException thrown = new IllegalStateException("the application's");
    HttpServletRequest request =
        new HttpServletRequestWrapper(form("/action", "token=" + action(filter))) {
          @Override
          public RequestDispatcher getRequestDispatcher(String path) {
            throw thrown;
          }
        };
    assertThatThrownBy(
            () -> filter.doFilter(request, new FakeResponse(), (in, out) -> fail("went on")))
        .isInstanceOf(IOException.class)
        .hasCause(thrown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void getOfActionLinkDoesNotConsumeToken(String method) throws Exception {
    AuthenticationFilter filter = filter();
    String token = action(filter);
    for (int i = 0; i < 3; i++) {
      FakeResponse page = send(filter, FakeRequest.of(method, "/action").query("token=" + token));
      assertThat(page.getStatus()).isEqualTo(200);
      assertThat(page.body()).contains("<form method=\"post\">", "value=\"" + token + "\"");
      assertThat(page.getHeader("Cache-Control")).isEqualTo("no-store");
      assertThat(page.getHeader("Referrer-Policy")).isEqualTo("strict-origin");
      assertThat(page.getHeader("Content-Security-Policy")).contains("default-src 'none'");
    }
    assertThat(Sallyport.of(context.servletContext()).actionTokens().consume("activate", token))
        .isEqualTo(Optional.of("ann"));
    assertThat(
            send(filter, FakeRequest.of(method, "/action").query("token=\"><script>")).getStatus())
        .isEqualTo(400);
    assertThat(send(filter, FakeRequest.of(method, "/action")).getStatus()).isEqualTo(400);
  }

  @Test
  void postOfActionConsumesTokenOnce() throws Exception {
    AuthenticationFilter filter = filter();
    String token = action(filter);
    FakeRequest pressed = form("/action", "token=" + token);
    assertThat(send(filter, pressed).getStatus()).isEqualTo(200);
    assertThat(pressed.forwardedTo()).isEqualTo("/WEB-INF/done.jsp");
    assertThat(pressed.getAttribute("io.sallyport.action.purpose")).isEqualTo("activate");
    assertThat(pressed.getAttribute("io.sallyport.action.subject")).isEqualTo("ann");
    FakeRequest again = form("/action", "token=" + token);
    assertThat(send(filter, again).getStatus()).isEqualTo(400);
    assertThat(again.forwardedTo()).isNull();
    // A token in the query is not consumed: any cross-site page could send such a request.
    String other = action(filter);
    assertThat(send(filter, form("/action", "x=y").query("token=" + other)).getStatus())
        .isEqualTo(400);
    assertThat(
            send(filter, form("/action", "token=" + other).header("Sec-Fetch-Site", "cross-site"))
                .getStatus())
        .isEqualTo(403);
  }

  // On plain http no browser sends Sec-Fetch-Site. From a page with the referrer policy above,
  // Chromium sends its Origin. With no-referrer the Origin would be "null", as it is for any
  // sandboxed cross-site page.
  @Test
  void actionAcceptsSameOriginWithoutFetchMetadata() throws Exception {
    AuthenticationFilter filter = filter();
    String token = action(filter);
    FakeRequest stranger = form("/action", "token=" + token).header("Host", "app.example.test");
    assertThat(send(filter, stranger.header("Origin", "null")).getStatus()).isEqualTo(403);
    FakeRequest own = form("/action", "token=" + token).header("Host", "app.example.test");
    assertThat(send(filter, own.header("Origin", "http://app.example.test")).getStatus())
        .isEqualTo(200);
  }

  @Test
  void onlyOneConcurrentActionSucceeds() throws Exception {
    AuthenticationFilter filter = filter();
    String token = action(filter);
    assertThat(statuses(64, () -> send(filter, form("/action", "token=" + token)).getStatus()))
        .containsOnlyOnce(200)
        .containsOnly(200, 400);
  }

  @Test
  void otherPurposeIsRejectedAndConsumesNothing() throws Exception {
    AuthenticationFilter filter = filter();
    String token = action(filter);
    ActionTokens tokens = Sallyport.of(context.servletContext()).actionTokens();
    assertThat(tokens.consume("reset", token)).isEmpty();
    assertThat(tokens.consume("activate", token)).contains("ann");
    assertThat(tokens.consume("activate", token)).isEmpty();
    assertThat(tokens.consume("activate", "a.b.c")).isEmpty();
  }

  @Test
  void invalidActionArgumentsAreRejected() throws Exception {
    filter();
    ActionTokens tokens = Sallyport.of(context.servletContext()).actionTokens();
    Duration minute = Duration.ofMinutes(1);
    assertThatThrownBy(() -> tokens.issue("", "ann", minute))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tokens.issue("a", " ", minute)).hasMessageContaining("subject");
    assertThatThrownBy(() -> tokens.issue("a", "b", Duration.ZERO))
        .hasMessageContaining("from PT1S to PT720H");
    assertThatThrownBy(() -> tokens.issue("a", "b", Duration.ofDays(31)))
        .hasMessageContaining("from PT1S to PT720H");
  }

  @Test
  void missingActionTokenIsEmpty() throws Exception {
    filter();
    ActionTokens tokens = Sallyport.of(context.servletContext()).actionTokens();
    String absent = FakeRequest.get("/").getHeader("none");
    assertThat(tokens.consume("activate", absent)).isEmpty();
  }

  // ---- settings

  @ParameterizedTest
  @CsvSource({
    "auth.refresh.lifetime, P7D, auth.session.max-age, PT1H",
    "auth.session.max-age, P7D, auth.refresh.lifetime, PT1H",
  })
  void retentionMustCoverTokenAndSessionLifetimes(
      String longer, String span, String other, String shorter) {
    assertThatThrownBy(() -> filter("auth.store.retention", "P6D", longer, span, other, shorter))
        .isInstanceOf(jakarta.servlet.ServletException.class)
        .hasMessageContaining("auth.store.retention")
        .hasMessageContaining(longer);
  }

  // ---- without a store

  @Test
  void missingStoreIsReported() throws Exception {
    context
        .parameter("auth.mode", "jwt")
        .parameter("auth.jwt.secretkey", Tokens.SECRET)
        .parameter("auth.logout.path", "/logout");
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context.filterConfig());
    started.add(filter);
    String token = Tokens.good("bob", System.currentTimeMillis() / 1000);
    assertThat(send(filter, bearer(FakeRequest.post("/logout"), token)).getStatus()).isEqualTo(400);
    Sallyport api = Sallyport.of(context.servletContext());
    assertThatThrownBy(() -> api.logOutEverywhere("ann"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("auth.store");
    assertThatThrownBy(api::actionTokens).hasMessageContaining("auth.store");
  }
}
