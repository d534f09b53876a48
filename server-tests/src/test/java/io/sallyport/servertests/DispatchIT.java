package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.Tokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward, include, async dispatch, error page, JSP: caller and access rules in each dispatch. */
class DispatchIT {

  private static final long NOW = System.currentTimeMillis() / 1000;
  private static final String ALICE = "Bearer " + Tokens.good("alice", NOW, "employee");

  static Stream<Arguments> seen() {
    return each(
        "forward,/own/do?do=forward&to=/own/x,FORWARD",
        "forward from a public path,/open/do?do=forward&to=/own/x,FORWARD",
        "async dispatch,/own/do?do=async&to=/own/x,ASYNC",
        "async dispatch by the container's request,/own/do?do=async-bare,ASYNC",
        "async start,/own/do?do=async-start,REQUEST",
        "include,/own/do?do=include&to=/own/x,INCLUDE",
        "error page,/own/do?do=error&to=418,ERROR");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("seen")
  void callerIsKeptInEveryDispatch(TestServer server, String name, String path, String dispatcher)
      throws IOException {
    HttpResponse<String> response = get(server, path);
    assertThat(Http.echo(response.body()))
        .containsEntry("principal", "alice")
        .containsEntry("user", "alice")
        .containsEntry("auth", "BEARER")
        .containsEntry("role.employee", "true")
        .containsEntry("role.approver", "false")
        .containsEntry("session", "false")
        .containsEntry("caller", "alice")
        .containsEntry("dispatcher", dispatcher);
  }

  static Stream<Arguments> rejected() {
    return each(
        "forward,/own/do?do=forward&to=/admin/x,403",
        "async dispatch,/own/do?do=async&to=/admin/x,403",
        "forward to a path without rule,/own/do?do=forward&to=/elsewhere,403");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rejected")
  void dispatchIsAuthorizedForItsTarget(TestServer server, String name, String path, String status)
      throws IOException {
    HttpResponse<String> response = get(server, path);
    assertThat(response.statusCode()).isEqualTo(Integer.parseInt(status));
    assertThat(response.body()).doesNotContain("echo").contains("error");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void outageInApplicationCallIs503(TestServer server) throws IOException {
    for (String path :
        new String[] {"/own/do?do=outage", "/own/do?do=forward&to=/own/do%3Fdo%3Doutage"}) {
      HttpResponse<String> response = get(server, path);
      assertThat(response.statusCode()).as(path).isEqualTo(503);
      assertThat(response.body()).isEqualTo("{\"error\":\"unavailable\"}");
      assertThat(Http.header(response, "Content-Type")).startsWith("application/json");
    }
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void includeOfForbiddenPathIsEmpty(TestServer server) throws IOException {
    HttpResponse<String> response = get(server, "/own/do?do=include&to=/admin/x");
    assertThat(response.body()).contains("before").contains("after").doesNotContain("echo");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void anonymousForwardToProtectedPathIs401(TestServer server) throws IOException {
    HttpResponse<String> response =
        new Http(server.port()).get("/dispatch/open/do?do=forward&to=/own/x");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).doesNotContain("echo");
    assertThat(Http.header(response, "WWW-Authenticate")).startsWith("Bearer realm=");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void forwardToWebInfNeedsNoRule(TestServer server) throws IOException {
    assertThat(get(server, "/own/do?do=forward&to=/WEB-INF/view.jsp").body())
        .contains("view of alice");
    assertThat(
            new Http(server.port()).get("/dispatch/open/do?do=forward&to=/WEB-INF/view.jsp").body())
        .contains("view of null");
    // A client cannot request the page.
    assertThat(get(server, "/WEB-INF/view.jsp").statusCode()).isIn(403, 404);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void jspAndStaticFileAreProtected(TestServer server) throws IOException {
    assertThat(get(server, "/own/page.jsp").body()).contains("jsp of alice true");
    assertThat(get(server, "/own/static.txt").body()).contains("a static file");
    Http http = new Http(server.port());
    assertThat(http.get("/dispatch/own/page.jsp").statusCode()).isEqualTo(401);
    assertThat(http.get("/dispatch/own/static.txt").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void applicationExceptionIsNotChanged(TestServer server) throws IOException {
    assertThat(get(server, "/own/do?do=throw").body()).contains("caught=thrown by the application");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void postBodyArrivesComplete(TestServer server) throws IOException {
    HttpResponse<String> response =
        new Http(server.port())
            .post("/dispatch/own/x", "field=" + "v".repeat(5000), "Authorization", ALICE);
    assertThat(Http.echo(response.body())).containsEntry("field", "v".repeat(5000));
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void roleReferenceAppliesOnlyToItsServlet(TestServer server) throws IOException {
    assertThat(Http.echo(get(server, "/ref").body())).containsEntry("role.boss", "true");
    assertThat(Http.echo(get(server, "/own/x").body())).containsEntry("role.boss", "false");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "JETTY_EE10, true", "TOMCAT_10_1, true", "TOMCAT_11, true",
    "JETTY_EE10, false", "TOMCAT_10_1, false", "TOMCAT_11, false"
  })
  void authenticateChallengesOnlyAnonymous(TestServer server, boolean known) throws IOException {
    HttpResponse<String> response =
        known
            ? get(server, "/open/do?do=authenticate")
            : new Http(server.port()).get("/dispatch/open/do?do=authenticate");
    assertThat(response.statusCode()).isEqualTo(known ? 200 : 401);
    assertThat(response.body().contains("echo")).isEqualTo(known);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void callerIsAnonymousAfterLogout(TestServer server) throws IOException {
    Map<String, String> echo = Http.echo(get(server, "/own/do?do=logout").body());
    assertThat(echo)
        .containsEntry("principal", "")
        .containsEntry("auth", "")
        .containsEntry("role.employee", "false");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void loginByServletBeginsSession(TestServer server) throws IOException {
    Http http = new Http(server.port());
    HttpResponse<String> wrong = http.get("/dispatch/open/do?do=login&name=alice&word=wrong");
    assertThat(wrong.body()).contains("rejected=login failed");
    assertThat(Http.echo(wrong.body())).containsEntry("principal", "");

    HttpResponse<String> right =
        http.get("/dispatch/open/do?do=login&name=alice&word=" + Applications.PASSWORD);
    assertThat(Http.echo(right.body()))
        .containsEntry("principal", "alice")
        .containsEntry("role.employee", "true");
    HttpResponse<String> next = http.get("/dispatch/own/x", "Cookie", Http.sessionCookie(right));
    assertThat(Http.echo(next.body())).containsEntry("user", "alice").containsEntry("auth", "FORM");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void connectionDoesNotKeepCaller(TestServer server) throws IOException {
    String known =
        "GET /dispatch/open/a HTTP/1.1\r\nHost: a\r\nAuthorization: " + ALICE + "\r\n\r\n";
    String anonymous = "GET /dispatch/open/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    String answers = new Http(server.port()).raw(known + anonymous);
    assertThat(answers).containsOnlyOnce("principal=alice").containsPattern("principal=\\R");
  }

  private static HttpResponse<String> get(TestServer server, String path) throws IOException {
    return new Http(server.port()).get("/dispatch" + path, "Authorization", ALICE);
  }

  /** Combines each row with each server. Commas separate the parts of a row. */
  static Stream<Arguments> each(String... rows) {
    return Stream.of(TestServer.values())
        .flatMap(
            server ->
                Stream.of(rows)
                    .map(
                        row -> {
                          String[] parts = row.split(",");
                          return Arguments.of(server, parts[0], parts[1], parts[2]);
                        }));
  }
}
