package io.sallyport.servertests;

import static io.sallyport.servertests.MatrixVisit.OK;
import static io.sallyport.servertests.MatrixVisit.seen;
import static io.sallyport.servertests.MatrixVisit.seenAnonymous;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logins by the server's FORM and BASIC: revocation of all credentials, and maximum age. */
class ContainerCallerIT {

  private static final String LOGIN = "j_username=alice&j_password=" + Applications.PASSWORD;
  private static final String[] AS_BROWSER = {"Accept", "text/html"};

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void logoutEverywhereEndsContainerLogins(TestServer server) throws IOException {
    String name = server.name().toLowerCase(Locale.ROOT);
    try (ServerProcess process = server.startWithAll(unpack(name), log(name))) {
      Http http = new Http(process.port());
      formEnds(http);
      Browser again = formLogin(http, "/form");
      assertThat(seen(again.get("/secret/who"))).isEqualTo(OK);
      basicIsStillAccepted(http);
      assertThat(seen(formLogin(http, "/form-age").get("/secret/who"))).isEqualTo(OK);
    }
  }

  @Test
  @Tag("full-servers")
  void logoutEverywhereEndsLtpaCookie() throws IOException {
    try (ServerProcess process =
        EeServer.OPEN_LIBERTY.startWithAll(unpack("liberty"), log("liberty"), Map.of())) {
      Http http = new Http(process.port());
      formEnds(http);
      // A FORM login of Open Liberty has no login time, so our login is needed.
      assertThat(formLogin(http, "/form").get("/secret/who").statusCode()).isEqualTo(401);
      assertThat(formLogin(http, "/form-age").get("/secret/who").statusCode()).isEqualTo(401);
      for (String application : new String[] {"/form", "/form-age"}) {
        Browser ours = new Browser(http, application);
        assertThat(ours.login().statusCode()).isEqualTo(303);
        assertThat(seen(ours.get("/secret/who"))).isEqualTo(OK);
        assertThat(seen(ours.get("/open/who"))).isEqualTo(OK);
      }
      basicIsStillAccepted(http);
    }
  }

  private static void formEnds(Http http) throws IOException {
    Browser open = formLogin(http, "/form");
    Browser missing = formLogin(http, "/form");
    Browser closed = formLogin(http, "/form");
    for (Browser browser : new Browser[] {open, missing, closed}) {
      assertThat(seen(browser.get("/secret/who"))).isEqualTo(OK);
    }
    String stolen = open.cookieHeader();
    revoke(http, "/form");

    assertThat(seenAnonymous(open.get("/open/who"))).isEqualTo(OK);
    HttpResponse<String> notFound = missing.get("/open/do?do=error&to=404");
    assertThat(notFound.statusCode()).isEqualTo(404);
    assertThat(Http.echo(notFound.body())).containsEntry("principal", "");
    HttpResponse<String> rejected = closed.get("/secret/who", AS_BROWSER);
    assertThat(rejected.statusCode()).isEqualTo(401);
    assertThat(Http.echo(rejected.body()))
        .containsEntry("principal", "")
        .containsEntry("dispatcher", "ERROR");
    // Copied cookies are rejected, also after the application has begun a session.
    for (String path : new String[] {"/form/open/who", "/form/open/own-login", "/form/open/who"}) {
      assertThat(http.get(path, "Cookie", stolen).body()).doesNotContain("principal=alice");
    }
    Browser thief = new Browser(http, "/form");
    thief.get("/open/own-login");
    String both = stolen.replaceAll("JSESSIONID=[^;]*(; )?", "") + "; " + thief.cookieHeader();
    assertThat(http.get("/form/secret/who", "Cookie", both).body())
        .doesNotContain("principal=alice");
  }

  private static void basicIsStillAccepted(Http http) throws IOException {
    String right = basic(Applications.PASSWORD);
    Browser browser = new Browser(http, "/basic");
    browser.get("/open/own-login", "Authorization", right);
    assertThat(seen(browser.get("/secret/who", "Authorization", right))).isEqualTo(OK);
    String cookies = browser.cookieHeader();
    revoke(http, "/basic");
    // A cookie beside a wrong password, which the server does not check.
    HttpResponse<String> wrong =
        http.get("/basic/secret/who", "Cookie", cookies, "Authorization", basic("wrong"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    for (String application : new String[] {"/basic", "/basic-age"}) {
      Browser again = new Browser(http, application);
      for (int i = 0; i < 3; i++) {
        assertThat(seen(again.get("/secret/who", "Authorization", right)))
            .as(application + i)
            .isEqualTo(OK);
      }
    }
    assertThat(seen(browser.get("/secret/who", "Authorization", right))).isEqualTo(OK);
  }

  private static Browser formLogin(Http http, String application) throws IOException {
    Browser browser = new Browser(http, application);
    browser.get("/secret/who", AS_BROWSER);
    int status = browser.post("/j_security_check", LOGIN).statusCode();
    assertThat(status).isIn(302, 303);
    return browser;
  }

  private static void revoke(Http http, String application) throws IOException {
    String form = "username=alice&password=" + Applications.PASSWORD;
    HttpResponse<String> issued = http.post(application + "/auth/token", form);
    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(200);
    String token = "Bearer " + issued.body().split("\"")[3];
    assertThat(
            http.post(application + "/auth/logout", "everywhere=true", "Authorization", token)
                .statusCode())
        .isEqualTo(204);
  }

  private static String basic(String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(("alice:" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static Path unpack(String name) throws IOException {
    return ContainerCallerApplications.unpack(
        Path.of("target/work/container-caller-" + name + "/webapps").toAbsolutePath());
  }

  private static Path log(String name) {
    return Path.of("target/server-logs/container-caller-" + name + ".log");
  }
}
