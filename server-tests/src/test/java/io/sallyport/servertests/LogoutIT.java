package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A logout ends every credential of the browser. The next user sees no data of the session. */
class LogoutIT {

  private static final String ENDING = "/ending";

  private static Browser byForm(Http http) throws IOException {
    Browser alice = new Browser(http, ENDING);
    alice.get("/own/form", "Accept", "text/html");
    alice.post("/j_security_check", "j_username=alice&j_password=" + Applications.PASSWORD);
    assertThat(Http.echo(alice.get("/own/form").body()))
        .containsEntry("user", "alice")
        .containsEntry("auth", "FORM");
    return alice;
  }

  private static String token(HttpResponse<String> response, String member) {
    assertThat(response.statusCode()).isEqualTo(200);
    String from = response.body().split("\"" + member + "\":\"", 2)[1];
    return from.substring(0, from.indexOf('"'));
  }

  private static int byBearer(Http http, String application, String token) throws IOException {
    return http.get(application + "/own/a", "Authorization", "Bearer " + token).statusCode();
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void bridgeTokenEndsWithItsFormLogin(TestServer server) throws IOException {
    Http http = new Http(server.port());
    for (String way : List.of("logout", "invalidate", "endpoint")) {
      Browser alice = byForm(http);
      String bridge = token(alice.post("/auth/bridge", ""), "access_token");
      assertThat(byBearer(http, ENDING, bridge)).as(way).isEqualTo(200);
      HttpResponse<String> out =
          way.equals("endpoint") ? alice.post("/auth/logout", "") : alice.get("/own/do?do=" + way);
      assertThat(out.statusCode()).as(way).isIn(200, 204);
      assertThat(byBearer(http, ENDING, bridge)).as(way).isEqualTo(401);
      assertThat(alice.get("/own/a").statusCode()).as(way).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void loginOfAnotherUserReplacesSession(TestServer server) throws IOException {
    Http http = new Http(server.port());
    Browser browser = byForm(http);
    assertThat(browser.get("/public/login").body()).contains("basket=three apples");
    String before = browser.cookieHeader();
    assertThat(browser.login("erin").statusCode()).isEqualTo(303);
    assertThat(Http.echo(browser.get("/own/a").body())).containsEntry("user", "erin");
    assertThat(browser.get("/public/login?out=1").body()).contains("basket=null");
    assertThat(http.get(ENDING + "/own/a", "Cookie", before).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void nextUserSeesNoDataAfterLogout(TestServer server) throws IOException {
    Http http = new Http(server.port());
    for (String next : List.of("erin", "alice")) {
      Browser browser = byForm(http);
      browser.get("/public/login");
      assertThat(browser.get("/own/do?do=logout").statusCode()).isEqualTo(200);
      assertThat(browser.get("/public/login?out=1").body()).contains("basket=three apples");
      assertThat(browser.login(next).statusCode()).isEqualTo(303);
      assertThat(browser.get("/public/login?out=1").body())
          .contains(next.equals("alice") ? "basket=three apples" : "basket=null");
    }
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void logoutByApplicationEndsTokens(TestServer server) throws IOException {
    Http http = new Http(server.port());
    for (String application : server.isTomcat() ? List.of(ENDING, "/c-ending") : List.of(ENDING)) {
      HttpResponse<String> tokens =
          http.post(
              application + "/auth/token", "username=alice&password=" + Applications.PASSWORD);
      String cookie = "token=" + token(tokens, "access_token");
      assertThat(http.get(application + "/own/a", "Cookie", cookie).statusCode()).isEqualTo(200);
      HttpResponse<String> out = http.get(application + "/own/do?do=logout", "Cookie", cookie);
      assertThat(Http.echo(out.body())).as(application).containsEntry("principal", "");
      assertThat(out.headers().allValues("Set-Cookie"))
          .as(application)
          .anyMatch(set -> set.startsWith("token=;") && set.contains("Path=" + application))
          .anyMatch(set -> set.startsWith("token-refresh=;") && set.contains("/auth/refresh"))
          .anyMatch(set -> set.startsWith("token-refresh=;") && set.contains("/auth/logout"));
      assertThat(http.get(application + "/own/a", "Cookie", cookie).statusCode()).isEqualTo(401);
      String refresh = "refresh_token=" + token(tokens, "refresh_token");
      assertThat(http.post(application + "/auth/refresh", refresh).statusCode()).isEqualTo(400);
    }
  }
}
