package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.TestUsers;
import io.sallyport.internal.json.StrictJson;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Presents every kind of token to every consumer, in the issuing application and in another one
 * with the same issuer, key and audience (RFC 8725, 3.11, 3.12).
 */
class KindsOfTokenTest {

  private static final String PASSWORD = "ann-secret-word";

  private final List<AuthenticationFilter> started = new ArrayList<>();
  private final Map<String, Sallyport> apis = new HashMap<>();

  @AfterEach
  void end() {
    started.forEach(AuthenticationFilter::destroy);
  }

  private AuthenticationFilter filter(String contextPath, String... settings) throws Exception {
    FakeContext context =
        new FakeContext()
            .at(contextPath)
            .parameter("auth.mode", "both")
            .parameter("auth.jwt.secretkey", Tokens.SECRET)
            .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
            .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
            .parameter("mp.jwt.token.header", "Cookie")
            .parameter("mp.jwt.token.cookie", "tok")
            .parameter("auth.jwt.always-check-authorization", "true")
            .parameter("auth.store", "memory")
            .parameter("auth.login.user-store", "file")
            .parameter("auth.login.users-file", TestUsers.file("ann", PASSWORD, "boss"))
            .parameter("auth.token.path", "/token")
            .parameter("auth.refresh.path", "/refresh")
            .parameter("auth.logout.path", "/logout")
            .parameter("auth.logout.back-channel-path", "/ended")
            .parameter("auth.token.bridge-path", "/bridge")
            .parameter("auth.action.path", "/action")
            .parameter("auth.action.target", "/WEB-INF/done.jsp");
    for (int i = 0; i < settings.length; i += 2) {
      context.parameter(settings[i], settings[i + 1]);
    }
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context.filterConfig());
    started.add(filter);
    apis.put(contextPath, Sallyport.of(context.servletContext()));
    return filter;
  }

  private static int send(AuthenticationFilter filter, FakeRequest request) throws Exception {
    return answer(filter, request).getStatus();
  }

  private static FakeResponse answer(AuthenticationFilter filter, FakeRequest request)
      throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(request, response, (in, out) -> {});
    return response;
  }

  private static FakeRequest form(String path, String body) {
    return FakeRequest.post(path).body("application/x-www-form-urlencoded", body);
  }

  private static Map<String, Object> json(FakeResponse response) throws Exception {
    assertThat(response.getStatus()).isEqualTo(200);
    return StrictJson.parseObject(response.body().getBytes(StandardCharsets.UTF_8));
  }

  private String token(AuthenticationFilter filter, String kind) throws Exception {
    Map<String, Object> issued =
        json(answer(filter, form("/token", "username=ann&password=" + PASSWORD)));
    long now = System.currentTimeMillis() / 1000;
    String payload = Tokens.payload("ann", now).replaceFirst("\\{", "{\"jti\":\"x\",");
    switch (kind) {
      case "access":
        return (String) issued.get("access_token");
      case "refresh":
        return (String) issued.get("refresh_token");
      case "bridge":
        return (String)
            json(answer(
                    filter,
                    FakeRequest.post("/bridge")
                        .header("Authorization", "Bearer " + issued.get("access_token"))))
                .get("access_token");
      case "action":
        return apis.get("/app").actionTokens().issue("activate", "ann", Duration.ofMinutes(5));
      case "id":
        return Tokens.hs256(payload.replaceFirst("\\{", "{\"nonce\":\"n\",\"at_hash\":\"h\","));
      default:
        return Tokens.hs256(
            payload.replaceFirst(
                "\\{", "{\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}},"));
    }
  }

  private static int present(AuthenticationFilter filter, String how, String token)
      throws Exception {
    switch (how) {
      case "bearer":
        return send(filter, FakeRequest.get("/a").header("Authorization", "Bearer " + token));
      case "cookie":
        return send(filter, FakeRequest.get("/a").cookie("tok", token));
      case "refresh":
        return send(filter, form("/refresh", "refresh_token=" + token));
      case "refresh cookie":
        return send(filter, FakeRequest.post("/refresh").cookie("tok-refresh", token));
      case "bridge":
        return send(filter, FakeRequest.post("/bridge").header("Authorization", "Bearer " + token));
      case "link":
        return send(filter, FakeRequest.get("/action").query("token=" + token));
      case "action":
        return send(filter, form("/action", "token=" + token));
      default:
        return send(filter, form("/ended", "logout_token=" + token));
    }
  }

  @ParameterizedTest(name = "{0} presented as {1}")
  @CsvSource({
    "access, bearer, 200, 200",
    "access, cookie, 200, 200",
    "access, refresh, 400, 400",
    "access, refresh cookie, 400, 400",
    "access, bridge, 200, 200",
    "access, link, 400, 400",
    "access, action, 400, 400",
    "access, back-channel, 400, 400",
    "bridge, bearer, 200, 200",
    "bridge, cookie, 200, 200",
    "bridge, refresh, 400, 400",
    "bridge, action, 400, 400",
    "bridge, back-channel, 400, 400",
    "refresh, bearer, 401, 401",
    "refresh, cookie, 401, 401",
    "refresh, refresh, 200, 400",
    "refresh, refresh cookie, 204, 400",
    "refresh, bridge, 401, 401",
    "refresh, link, 400, 400",
    "refresh, action, 400, 400",
    "refresh, back-channel, 400, 400",
    "action, bearer, 401, 401",
    "action, cookie, 401, 401",
    "action, refresh, 400, 400",
    "action, refresh cookie, 400, 400",
    "action, bridge, 401, 401",
    "action, link, 200, 400",
    "action, action, 200, 400",
    "action, back-channel, 400, 400",
    "id, bearer, 401, 401",
    "id, cookie, 401, 401",
    "id, refresh, 400, 400",
    "id, bridge, 401, 401",
    "id, action, 400, 400",
    "id, back-channel, 400, 400",
    "logout, bearer, 401, 401",
    "logout, cookie, 401, 401",
    "logout, refresh, 400, 400",
    "logout, bridge, 401, 401",
    "logout, action, 400, 400",
    "logout, back-channel, 200, 200"
  })
  void tokenIsAcceptedOnlyByItsConsumer(String kind, String how, int here, int elsewhere)
      throws Exception {
    AuthenticationFilter app = filter("/app");
    AuthenticationFilter other = filter("/other");
    String token = token(app, kind);
    // The other application first: a token that it rejects must still be valid here.
    assertThat(present(other, how, token)).isEqualTo(elsewhere);
    assertThat(present(app, how, token)).isEqualTo(here);
  }

  @ParameterizedTest
  @CsvSource({"access", "bridge"})
  void applicationWithAnotherAudienceRejectsAll(String kind) throws Exception {
    AuthenticationFilter app = filter("/app");
    AuthenticationFilter other = filter("/other", "mp.jwt.verify.audiences", "payroll");
    String token = token(app, kind);
    assertThat(present(other, "bearer", token)).isEqualTo(401);
    assertThat(present(other, "bridge", token)).isEqualTo(401);
    assertThat(present(app, "bearer", token)).isEqualTo(200);
  }

  @Test
  void sharedExchangeAudienceNeedsOneStore() throws Exception {
    AuthenticationFilter app = filter("/app", "auth.token.exchange-audience", "https://both");
    AuthenticationFilter other = filter("/other", "auth.token.exchange-audience", "https://both");
    String refresh = token(app, "refresh");
    String action = token(app, "action");
    assertThat(present(other, "action", action)).isEqualTo(400);
    assertThat(present(other, "refresh", refresh)).isEqualTo(400);
    assertThat(present(app, "action", action)).isEqualTo(200);
    assertThat(present(app, "action", action)).isEqualTo(400);
    assertThat(present(app, "refresh", refresh)).isEqualTo(200);
  }

  @Test
  void exchangeAudienceIsTheIssuerAndTheContextPath() throws Exception {
    assertThat(audience(filter("/app"), "refresh")).isEqualTo(Tokens.ISSUER + "/app");
    assertThat(audience(filter("/app"), "action")).isEqualTo(Tokens.ISSUER + "/app");
    AuthenticationFilter root = filter("");
    assertThat(audience(root, "refresh")).isEqualTo(Tokens.ISSUER + "/");
  }

  private Object audience(AuthenticationFilter filter, String kind) throws Exception {
    return StrictJson.parseObject(
            Base64.getUrlDecoder().decode(token(filter, kind).split("\\.", -1)[1]))
        .get("aud");
  }
}
