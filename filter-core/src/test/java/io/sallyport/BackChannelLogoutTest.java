package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.Await;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.FakeSession;
import io.sallyport.test.Tokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Back-Channel Logout 1.0, for the identity provider and for callers. */
class BackChannelLogoutTest {

  private static final String LOGOUT_HEADER = "{\"alg\":\"HS256\",\"typ\":\"logout+jwt\"}";

  private final AuthenticationFilter filter = new AuthenticationFilter();
  private final long now = System.currentTimeMillis() / 1000;

  @BeforeEach
  void begin() throws Exception {
    filter.init(
        context("both").parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE).filterConfig());
  }

  private static FakeContext context(String mode) {
    return new FakeContext()
        .parameter("auth.mode", mode)
        .parameter("auth.jwt.secretkey", Tokens.SECRET)
        .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
        .parameter("auth.session.principal-attribute", "user")
        .parameter("auth.store", "memory")
        .parameter("auth.logout.back-channel-path", "/backchannel");
  }

  @AfterEach
  void end() {
    filter.destroy();
  }

  private FakeResponse send(FakeRequest request) throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(request, response, (in, out) -> {});
    return response;
  }

  private FakeResponse post(String logoutToken) throws Exception {
    return send(
        FakeRequest.post("/backchannel")
            .body(
                "application/x-www-form-urlencoded",
                "logout_token=" + URLEncoder.encode(logoutToken, StandardCharsets.UTF_8)));
  }

  /** An access token issued a minute ago, in this session of the provider. */
  private String access(String name, String sid) {
    return Tokens.hs256(
        Tokens.payload(name, now - 60)
            .replace("{", "{\"jti\":\"" + name + sid + "\",\"sid\":\"" + sid + "\","));
  }

  private int use(String token) throws Exception {
    return send(FakeRequest.get("/a").header("Authorization", "Bearer " + token)).getStatus();
  }

  private String good() {
    return "{\"iss\":\"https://id.example\",\"aud\":\"claims\",\"iat\":"
        + now
        + ",\"exp\":"
        + (now + 120)
        + ",\"jti\":\"l1\",\"sub\":\"ann\","
        + "\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}}";
  }

  private static String logout(String claims) {
    return Tokens.signed(LOGOUT_HEADER, claims, "HS256");
  }

  @Test
  void logoutTokenEndsTokensAndSessionsOfUser() throws Exception {
    FakeSession session = new FakeSession().with("user", "ann");
    assertThat(send(FakeRequest.get("/a").session(session)).getStatus()).isEqualTo(200);
    assertThat(use(access("ann", "s1"))).isEqualTo(200);

    FakeResponse response = post(logout(good()));
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");

    assertThat(use(access("ann", "s1"))).isEqualTo(401);
    assertThat(use(access("ann", "s2"))).isEqualTo(401);
    assertThat(use(access("bob", "s1"))).isEqualTo(200);
    assertThat(send(FakeRequest.get("/a").session(session)).getStatus()).isEqualTo(401);
  }

  @Test
  void keycloakTypClaimIsAccepted() throws Exception {
    assertThat(post(logout(good().replace("{\"iss\"", "{\"typ\":\"Logout\",\"iss\""))).getStatus())
        .isEqualTo(200);
    assertThat(use(access("ann", "s1"))).isEqualTo(401);
  }

  // The provider repeats the request if our answer was lost. An attacker with an old logout token
  // must not end later logins.
  @Test
  void repeatedLogoutTokenEndsNothingMore() throws Exception {
    assertThat(post(logout(good())).getStatus()).isEqualTo(200);
    long ended = System.currentTimeMillis();
    FakeSession since = new FakeSession().with("user", "ann").createdAt(ended + 1);
    Await.clockAfter(ended + 1);
    assertThat(post(logout(good())).getStatus()).isEqualTo(200);
    assertThat(send(FakeRequest.get("/a").session(since)).getStatus()).isEqualTo(200);
    // Another logout token does.
    assertThat(post(logout(good().replace("l1", "l2"))).getStatus()).isEqualTo(200);
    assertThat(send(FakeRequest.get("/a").session(since)).getStatus()).isEqualTo(401);
  }

  @Test
  void tokensOfUserEndByClockOfIssuer() throws Exception {
    String ahead =
        Tokens.hs256(Tokens.payload("ann", now + 20).replace("{", "{\"jti\":\"ahead\","));
    assertThat(use(ahead)).isEqualTo(200);
    String said = good().replace("\"iat\":" + now, "\"iat\":" + (now + 20));
    assertThat(post(logout(said)).getStatus()).isEqualTo(200);
    assertThat(use(ahead)).isEqualTo(401);
  }

  // A session ID needs no comparison of clocks.
  @Test
  void sessionTokensFromClockAheadEnd() throws Exception {
    String ahead =
        Tokens.hs256(
            Tokens.payload("ann", now + 20).replace("{", "{\"jti\":\"ahead\",\"sid\":\"s1\","));
    assertThat(use(ahead)).isEqualTo(200);
    String said = good().replace("\"sub\":\"ann\"", "\"sid\":\"s1\"");
    assertThat(post(logout(said)).getStatus()).isEqualTo(200);
    assertThat(use(ahead)).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"sid\":\"s1\"", "\"sub\":\"ann\",\"sid\":\"s1\""})
  void onlyNamedSessionEnds(String who) throws Exception {
    assertThat(post(logout(good().replace("\"sub\":\"ann\"", who))).getStatus()).isEqualTo(200);
    assertThat(use(access("ann", "s1"))).isEqualTo(401);
    assertThat(use(access("ann", "s2"))).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "another issuer         | https://id.example          | https://evil.example",
        "another audience       | \"aud\":\"claims\"          | \"aud\":\"others\"",
        "no audience            | \"aud\":\"claims\",         | ``",
        "no time                | \"iat\"                     | \"iat_\"",
        "no id                  | \"jti\":\"l1\",             | ``",
        "over                   | \"exp\":                    | \"exp\":1,\"was\":",
        "no end                 | \"exp\"                     | \"exp_\"",
        "a session without name | \"sub\":\"ann\",            | \"sub\":\"ann\",\"sid\":5,",
        "a session of no name   | \"sub\":\"ann\",            | \"sub\":\"ann\",\"sid\":\"\",",
        "an id that is a number | \"jti\":\"l1\"              | \"jti\":1",
        "an empty id            | \"jti\":\"l1\"              | \"jti\":\"\"",
        "a null session         | \"sub\":\"ann\",            | \"sub\":\"ann\",\"sid\":null,",
        "a person without name  | \"sub\":\"ann\",            | \"sub\":5,\"sid\":\"s1\",",
        "a nonce                | {\"iss\"                    | {\"nonce\":\"n\",\"iss\"",
        "no user                | \"sub\":\"ann\",            | ``",
        "no event               | backchannel-logout          | something-else",
        "an event without value | :{}}                        | :true}",
        "an ID token by typ     | {\"iss\"                    | {\"typ\":\"ID\",\"iss\"",
        "an access token by typ | {\"iss\"                    | {\"typ\":\"Bearer\",\"iss\"",
        "no events              | \"events\"                  | \"event\"",
      })
  void invalidLogoutTokenEndsNothing(String name, String from, String to) throws Exception {
    String claims = good().replace(from, to);
    assertThat(claims).as(name).isNotEqualTo(good());
    assertRejected(logout(claims));
  }

  @Test
  void otherTokensAndForeignSignaturesEndNothing() throws Exception {
    assertRejected(access("ann", "s1"));
    assertRejected(Tokens.signed("{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}", good(), "HS256"));
    String input = Tokens.encode(LOGOUT_HEADER) + "." + Tokens.encode(good());
    assertRejected(input + "." + Tokens.hmac(input, Tokens.OTHER_SECRET, "HS256"));
    assertRejected(Tokens.encode("{\"alg\":\"none\"}") + "." + Tokens.encode(good()) + ".");
    assertRejected("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x=%s", "logout_token=%s&logout_token=%s"})
  void missingOrRepeatedFieldEndsNothing(String body) throws Exception {
    FakeResponse response =
        send(
            FakeRequest.post("/backchannel")
                .body("application/x-www-form-urlencoded", body.replace("%s", logout(good()))));
    assertThat(response.getStatus()).isEqualTo(400);
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(use(access("ann", "s1"))).isEqualTo(200);
  }

  private void assertRejected(String logoutToken) throws Exception {
    FakeResponse response = post(logoutToken);
    assertThat(response.getStatus()).isEqualTo(400);
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(use(access("ann", "s1"))).isEqualTo(200);
  }

  @Test
  void logoutTokensMayHaveTheirOwnAudience() throws Exception {
    filter.destroy();
    filter.init(
        context("both")
            .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
            .parameter("auth.logout.back-channel-audiences", "claims-web, claims-phone")
            .filterConfig());
    assertRejected(logout(good()));
    String web = good().replace("\"aud\":\"claims\"", "\"aud\":\"claims-web\"");
    assertThat(post(logout(web)).getStatus()).isEqualTo(200);
    assertThat(use(access("ann", "s1"))).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "both    | needs the audience of logout tokens",
        "session | needs an issuer and its keys",
      })
  void missingSettingsStopStart(String mode, String problem) {
    AuthenticationFilter other = new AuthenticationFilter();
    assertThatThrownBy(() -> other.init(context(mode).filterConfig()))
        .hasMessageContaining("auth.logout.back-channel-path")
        .hasMessageContaining(problem);
  }

  @Test
  void logoutTokenDoesNotAuthenticate() throws Exception {
    assertThat(use(logout(good()))).isEqualTo(401);
  }

  @Test
  void onlyPostIsServed() throws Exception {
    FakeResponse response =
        send(FakeRequest.get("/backchannel").query("logout_token=" + logout(good())));
    assertThat(response.getStatus()).isEqualTo(405);
    assertThat(response.getHeader("Allow")).isEqualTo("POST");
    assertThat(use(access("ann", "s1"))).isEqualTo(200);
  }
}
