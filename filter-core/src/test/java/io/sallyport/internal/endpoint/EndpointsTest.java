package io.sallyport.internal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.login.PasswordAuthenticator;
import io.sallyport.internal.session.SessionLimits;
import io.sallyport.internal.session.SessionLogin;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.FakeSession;
import io.sallyport.test.MovableClock;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest {

  private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

  /** ann's password contains blanks, letters of another alphabet and a plus sign. */
  private static final PasswordAuthenticator ANN =
      (request, name, password) ->
          name.equals("ann") && password.equals(" pä+ss ")
              ? Optional.of(AuthPrincipal.of("ann", List.of("boss"), AuthSource.SESSION))
              : Optional.empty();

  private static final SessionLogin SESSIONS =
      SessionLogin.of(
          SessionLimits.of(
              Optional.empty(), Optional.empty(), MovableClock.at("2026-11-23T10:00:00Z")),
          Optional.empty());

  private static final ReturnTargets TARGETS =
      ReturnTargets.of(path -> !path.contains("forbidden"));

  private static EndpointResult login(FakeRequest request, FakeResponse response) throws Exception {
    return LoginEndpoint.of(
            ANN,
            LoginHandler.bySession(SESSIONS),
            LoginPages.of("/home", Optional.of("/wrong"), "return-to", TARGETS))
        .serve(request, response);
  }

  private static FakeRequest post() {
    return FakeRequest.post("/login").paths("/app", "/login", null);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "username=ann&password=+p%C3%A4%2Bss+                         | /app/home",
        "j_username=ann&j_password=%20p%c3%a4%2bss%20                 | /app/home",
        "username=ann&password=+p%C3%A4%2Bss+&return-to=%2Fapp%2Fx    | /app/x",
        "username=ann&password=+p%C3%A4%2Bss+&return-to=%2F%2Fevil    | /app/home",
        "username=ann&password=+p%C3%A4%2Bss+&return-to=              | /app/home",
        "username=ann&password=p%C3%A4%2Bss                           | /app/wrong",
        "username=ANN&password=+p%C3%A4%2Bss+                         | /app/wrong"
      })
  void formLoginIsRedirected(String body, String location) throws Exception {
    FakeResponse response = new FakeResponse();
    FakeRequest request = post().body(FORM, body);
    login(request, response);
    assertThat(response.getStatus()).isEqualTo(303);
    assertThat(response.getHeader("Location")).isEqualTo(location);
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(request.fakeSession() != null).isEqualTo(!location.endsWith("wrong"));
  }

  @Test
  void jsonLoginGetsNoContent() throws Exception {
    FakeResponse response = new FakeResponse();
    FakeRequest request =
        post().body("application/json", "{\"username\":\"ann\",\"password\":\" pä+ss \",\"x\":1}");
    assertThat(login(request, response).rejection()).isEmpty();
    assertThat(response.getStatus()).isEqualTo(204);
    assertThat(request.fakeSession()).isNotNull();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/x-www-form-urlencoded | username=ann                        | MALFORMED_LOGIN",
        "application/x-www-form-urlencoded | username=&password=                 | MALFORMED_LOGIN",
        "application/x-www-form-urlencoded | username=a&username=a&password=b    | MALFORMED_LOGIN",
        "application/x-www-form-urlencoded | username=a&j_username=a&password=b  | MALFORMED_LOGIN",
        "application/x-www-form-urlencoded | username=%ff&password=b             | MALFORMED_LOGIN",
        "application/x-www-form-urlencoded | username=%&password=b               | MALFORMED_LOGIN",
        "application/json                  | []                                  | MALFORMED_LOGIN",
        "application/json                  |"
            + " {\"username\":\"a\",\"username\":\"a\",\"password\":\"b\"} | MALFORMED_LOGIN",
        "application/json                  | {\"username\":[\"a\"],\"password\":\"b\"} |"
            + " MALFORMED_LOGIN",
        "application/json                  | {\"username\":\"ann\",\"password\":\"b\"} |"
            + " BAD_CREDENTIALS",
        "multipart/form-data               | x                                   |"
            + " UNSUPPORTED_MEDIA_TYPE",
        "text/plain                        | username=ann&password=b             |"
            + " UNSUPPORTED_MEDIA_TYPE"
      })
  void invalidLoginIsRejected(String type, String body, Rejection rejection) throws Exception {
    FakeRequest request = post().body(type, body);
    EndpointResult result = login(request, new FakeResponse());
    assertThat(result.rejection()).contains(rejection);
    assertThat(result.isAnswered()).isFalse();
    assertThat(request.fakeSession()).isNull();
  }

  @Test
  void concurrentSecondLoginSucceeds() throws Exception {
    FakeSession ended = new FakeSession();
    FakeRequest inner =
        post().body("application/json", "{\"username\":\"ann\",\"password\":\" pä+ss \"}");
    // The other request ends the session just after this one has found it.
    HttpServletRequest request =
        new HttpServletRequestWrapper(inner) {
          @Override
          public HttpSession getSession(boolean create) {
            if (ended.isInvalid()) {
              return super.getSession(create);
            }
            ended.asHttpSession().invalidate();
            return ended.asHttpSession();
          }
        };
    FakeResponse response = new FakeResponse();
    LoginEndpoint.of(
            ANN,
            LoginHandler.bySession(SESSIONS),
            LoginPages.of("/home", Optional.empty(), "return-to", TARGETS))
        .serve(request, response);
    assertThat(response.getStatus()).isEqualTo(204);
    assertThat(inner.fakeSession()).isNotNull();
  }

  @Test
  void returnUrlIsKeptAfterWrongPassword() throws Exception {
    FakeResponse response = new FakeResponse();
    login(
        post().body(FORM, "username=ann&password=wrong&return-to=%2Fapp%2Fa%3Fb%3Dc%26d"),
        response);

    assertThat(response.getHeader("Location"))
        .isEqualTo("/app/wrong?return-to=%2Fapp%2Fa%3Fb%3Dc%26d");
  }

  @Test
  void returnUrlThatThePathCheckRejectsIsNotAccepted() throws Exception {
    for (String password : new String[] {"wrong", "right"}) {
      FakeResponse response = new FakeResponse();
      login(
          post().body(FORM, "username=ann&password=" + password + "&return-to=/app/forbidden"),
          response);
      assertThat(response.getHeader("Location")).isIn("/app/wrong", "/app/home");
    }
  }

  @Test
  void tooLongBodyIsRejected() throws Exception {
    String fitting = "username=ann&password=" + "x".repeat(16 * 1024 - 22);
    assertThat(login(post().body(FORM, fitting), new FakeResponse()).rejection())
        .contains(Rejection.BAD_CREDENTIALS);
    assertThat(login(post().body(FORM, fitting + "x"), new FakeResponse()).rejection())
        .contains(Rejection.REQUEST_TOO_LARGE);
  }

  @Test
  void credentialsInTheQueryAreRejected() throws Exception {
    FakeRequest request =
        post().query("a=b&password=c").body(FORM, "username=ann&password=+p%C3%A4%2Bss+");
    assertThat(login(request, new FakeResponse()).rejection()).contains(Rejection.MALFORMED_LOGIN);
  }

  @Test
  void logoutEndsTheSessionAndDeletesTheCookies() throws Exception {
    FakeSession session = new FakeSession();
    FakeResponse response = new FakeResponse();
    LogoutEndpoint logout =
        LogoutEndpoint.of(
            Optional.of(SESSIONS.logout()),
            Optional.empty(),
            TokenTransport.inCookies("token", List.of()),
            Optional.of("/bye"));
    FakeRequest request = post().session(session).secure().containerCaller("ann", "FORM");
    assertThat(logout.serve(request, response).rejection()).isEmpty();
    assertThat(session.isInvalid()).isTrue();
    assertThat(request.getUserPrincipal()).isNull();
    assertThat(response.getHeader("Location")).isEqualTo("/app/bye");
    assertThat(response.setCookies())
        .containsExactly(
            "token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure",
            "token=; Max-Age=0; Path=/app; HttpOnly; SameSite=Lax; Secure");

    assertThat(logout.serve(FakeRequest.get("/logout"), response).rejection())
        .contains(Rejection.METHOD_NOT_ALLOWED);
    for (String bearer : List.of("bearer x", "Bearer\tx", "Bearer", "Basic YTpi, Bearer x")) {
      assertThat(logout.serve(post().header("Authorization", bearer), response).rejection())
          .as(bearer)
          .contains(Rejection.UNSUPPORTED_TOKEN_TYPE);
    }
    FakeRequest both =
        post().header("Authorization", "Basic YTpi").header("Authorization", "Bearer x");
    assertThat(logout.serve(both, response).rejection()).contains(Rejection.UNSUPPORTED_TOKEN_TYPE);
  }
}
