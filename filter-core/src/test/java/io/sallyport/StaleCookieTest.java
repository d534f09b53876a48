package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.AdoptedLogin;
import io.sallyport.fixture.User;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.FakeSession;
import io.sallyport.test.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stale cookies and sessions never lock a user out; complements the decision table. */
class StaleCookieTest {

  private static final long NOW = System.currentTimeMillis() / 1000;
  private static final String FORGED = Tokens.good("bob", NOW) + "AAAA";

  private final AtomicReference<String> caller = new AtomicReference<>();
  private final FakeContext context = new FakeContext();
  private final AuthenticationFilter filter = new AuthenticationFilter();

  @BeforeEach
  void start() throws Exception {
    context
        .parameter("auth.mode", "both")
        .parameter("auth.jwt.secretkey", "${sys:test.secret:" + Tokens.SECRET + "}")
        .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
        .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
        .parameter("mp.jwt.token.header", "Cookie")
        .parameter("mp.jwt.token.cookie", "token")
        .parameter("auth.login.page", "/login.html")
        .parameter("auth.login.path", "/login")
        .parameter("auth.token.path", "/token")
        .parameter("auth.refresh.path", "/refresh")
        .parameter("auth.logout.path", "/logout")
        .parameter("auth.token.bridge-path", "/bridge")
        .parameter("auth.store", "memory")
        .parameter("auth.jwt.allow-missing-jti", "true")
        .parameter("auth.session.principal-attribute", "user")
        .parameter("auth.session.principal-property", "login")
        .parameter("auth.rules", "/own authenticated; /public/* permit");
    filter.init(context.filterConfig());
  }

  @Test
  void browserWithForgedCookieIsRedirectedToLogin() throws Exception {
    FakeResponse response = send(get("/own").header("Accept", "text/html").cookie("token", FORGED));

    assertThat(response.getStatus()).isEqualTo(302);
    assertThat(response.getHeader("Location")).startsWith("/login.html");
    assertThat(response.setCookies())
        .containsExactly("token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void cookieIsRemovedOnContextPathWithItsAttributes() throws Exception {
    FakeRequest request = get("/own").cookie("token", FORGED).secure();
    request.paths("/app", "/own", null);

    assertThat(send(request).setCookies())
        .containsExactly(
            "token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure",
            "token=; Max-Age=0; Path=/app; HttpOnly; SameSite=Lax; Secure");
  }

  @Test
  void refreshCookieIsKeptBesideForgedCookie() throws Exception {
    FakeResponse response =
        send(get("/own").cookie("token", FORGED).cookie("token-refresh", "something"));

    assertThat(response.setCookies()).isNotEmpty();
    assertThat(response.setCookies()).noneMatch(set -> set.startsWith("token-refresh"));
  }

  @Test
  void tokenForAnotherAudienceIsIgnoredAndKept() throws Exception {
    String other =
        Tokens.hs256(Tokens.payload("bob", NOW).replace(Tokens.AUDIENCE, "another-application"));

    FakeResponse response = send(get("/own").cookie("token", other));

    assertThat(response.getStatus()).isEqualTo(401);
    assertThat(response.setCookies()).isEmpty();
  }

  @Test
  void revokedCookieIsIgnoredAndRemoved() throws Exception {
    Sallyport.of(context.servletContext()).logOutEverywhere("bob");

    FakeResponse response =
        send(get("/own").cookie("token", tokenOf("bob", NOW - 60)).session(sessionOf("ann", NOW)));

    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(caller).hasValue("ann");
    assertThat(response.setCookies()).anyMatch(set -> set.startsWith("token=;"));
  }

  @Test
  void laterTokenOfAnotherUserEndsTheSession() throws Exception {
    FakeSession session = sessionOf("ann", NOW - 600);

    FakeResponse response = send(get("/own").cookie("token", tokenOf("bob", NOW)).session(session));

    assertThat(caller).hasValue("bob");
    assertThat(session.isInvalid()).isTrue();
    assertThat(response.setCookies()).isEmpty();
  }

  @Test
  void laterSessionOfAnotherUserRevokesTokenAndRefreshToken() throws Exception {
    String token = tokenOf("bob", NOW - 600);

    FakeResponse response =
        send(get("/public/a").cookie("token", token).session(sessionOf("ann", NOW)));

    assertThat(caller).hasValue("ann");
    assertThat(response.setCookies())
        .anyMatch(set -> set.startsWith("token=;"))
        .anyMatch(set -> set.startsWith("token-refresh=;"));
    // The token is revoked, not only removed from the browser.
    send(get("/own").cookie("token", token));
    assertThat(caller).as("the token is revoked").hasValue("ann");
  }

  @Test
  void expiredCookieDoesNotPreventLogin() throws Exception {
    FakeResponse response =
        send(FakeRequest.post("/bridge").cookie("token", FORGED).session(sessionOf("ann", NOW)));

    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(
            send(FakeRequest.post("/bridge").cookie("token", FORGED)).getHeader("WWW-Authenticate"))
        .contains("invalid_token");
    assertThat(send(FakeRequest.post("/logout").cookie("token", FORGED)).getStatus())
        .isEqualTo(204);
  }

  private FakeResponse send(FakeRequest request) throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(
        request, response, (in, out) -> caller.set(((HttpServletRequest) in).getRemoteUser()));
    return response;
  }

  private static FakeRequest get(String path) {
    return FakeRequest.get(path);
  }

  private static FakeSession sessionOf(String name, long second) {
    return AdoptedLogin.session(name, new User(name, List.of())).createdAt(second * 1000);
  }

  private static String tokenOf(String name, long second) {
    return Tokens.hs256(
        Tokens.payload(name, NOW)
            .replace("\"iat\":" + NOW, "\"iat\":" + second + ",\"jti\":\"id-" + name + '"'));
  }
}
