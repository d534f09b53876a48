package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.DecisionTable;
import io.sallyport.test.Tokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * CORS with the server's own CORS filter or handler before our filter, as in docs/servers.md. A
 * script of another origin can read our rejections, and its preflights are answered.
 */
class CorsIT {

  private static final String ORIGIN = "https://ui.example";
  private static final String ALLOWED = "Access-Control-Allow-Origin";

  @ParameterizedTest
  @EnumSource(value = TestServer.class, names = "UNDERTOW", mode = EnumSource.Mode.EXCLUDE)
  void serverCorsFilterAnswersPreflights(TestServer server) throws Exception {
    Path log = Path.of("target/server-logs", server.folder() + "-cors.log");
    try (ServerProcess process = start(server, log)) {
      Http http = new Http(process.port());
      HttpResponse<String> anonymous = http.get("/cors/own/x", "Origin", ORIGIN);
      assertThat(anonymous.statusCode()).isEqualTo(401);
      assertThat(Http.header(anonymous, ALLOWED)).isEqualTo(ORIGIN);
      HttpResponse<String> clerk =
          http.get("/cors/admin/x", "Origin", ORIGIN, "Authorization", bearer("employee"));
      assertThat(clerk.statusCode()).isEqualTo(403);
      assertThat(Http.header(clerk, ALLOWED)).isEqualTo(ORIGIN);
      HttpResponse<String> known =
          http.get("/cors/own/x", "Origin", ORIGIN, "Authorization", bearer("employee"));
      assertThat(known.statusCode()).isEqualTo(200);
      assertThat(Http.header(known, ALLOWED)).isEqualTo(ORIGIN);
      for (String path : new String[] {"/own/x", "/admin/x", "/auth/token", "/auth/logout"}) {
        HttpResponse<String> preflight = preflight(http, "/cors" + path);
        assertThat(preflight.statusCode()).as(path).isEqualTo(200);
        assertThat(Http.header(preflight, ALLOWED)).as(path).isEqualTo(ORIGIN);
        assertThat(Http.header(preflight, "Access-Control-Allow-Headers"))
            .as(path)
            .containsIgnoringCase("authorization");
      }
      HttpResponse<String> token = login(http, "/cors/auth/token", Applications.PASSWORD);
      assertThat(token.statusCode()).isEqualTo(200);
      assertThat(Http.header(token, ALLOWED)).isEqualTo(ORIGIN);
      HttpResponse<String> wrong = login(http, "/cors/auth/token", "wrong");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(Http.header(wrong, ALLOWED)).isEqualTo(ORIGIN);
    }
    assertThat(Files.readString(log))
        .contains("Sallyport started: application=/cors")
        .doesNotContain("is before Sallyport")
        .doesNotContain("is after Sallyport");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void applicationAnswersPreflightsItself(TestServer server) throws Exception {
    Path log = Path.of("target/server-logs", server.folder() + "-preflights.log");
    try (ServerProcess process = start(server, log)) {
      Http http = new Http(process.port());
      for (String path : new String[] {"/own/x", "/admin/x", "/auth/token", "/auth/logout"}) {
        // The echo is the application's answer.
        assertThat(preflight(http, "/own-cors" + path).body()).as(path).startsWith("echo");
        // An OPTIONS request that is no preflight is rejected.
        assertThat(http.send("OPTIONS", "/own-cors" + path, null).statusCode())
            .as(path)
            .isIn(401, 405);
      }
    }
  }

  // Jetty's handler serves all applications, so it would answer the second one's preflights.
  private static ServerProcess start(TestServer server, Path log) throws IOException {
    boolean preflights = log.toString().endsWith("-preflights.log");
    Path webapps =
        Path.of("target/work", server.folder() + (preflights ? "-preflights" : "-cors"))
            .resolve("webapps")
            .toAbsolutePath();
    Applications.empty(webapps);
    unpack(webapps.resolve(preflights ? "own-cors" : "cors"), server.isTomcat(), preflights);
    return server.startWithLibrary(
        webapps, log, preflights ? Map.of() : Map.of("jetty.cors.origin", ORIGIN));
  }

  private static HttpResponse<String> preflight(Http http, String path) throws IOException {
    return http.send(
        "OPTIONS",
        path,
        null,
        "Origin",
        ORIGIN,
        "Access-Control-Request-Method",
        "POST",
        "Access-Control-Request-Headers",
        "authorization");
  }

  private static HttpResponse<String> login(Http http, String path, String password)
      throws IOException {
    return http.post(path, "username=alice&password=" + password, "Origin", ORIGIN);
  }

  private static String bearer(String role) {
    return "Bearer " + Tokens.good("alice", System.currentTimeMillis() / 1000, role);
  }

  private static void unpack(Path root, boolean tomcat, boolean preflights) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(DecisionTable.settingsOf("both"));
    settings.put("auth.rules", Applications.RULES);
    settings.put("auth.token.path", "/auth/token");
    settings.put("auth.logout.path", "/auth/logout");
    settings.put("auth.login.user-store", "file");
    settings.put("auth.login.users-file", "classpath:users.txt");
    settings.put("auth.trusted-origins", ORIGIN);
    if (preflights) {
      settings.put("auth.allow-cors-preflight", "true");
    }
    Path inf = root.resolve("WEB-INF");
    Files.createDirectories(inf.resolve("lib"));
    Applications.write(inf.resolve("classes/users.txt"), Applications.usersFile());
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    if (tomcat && !preflights) {
      Applications.filter(xml, "cors", "org.apache.catalina.filters.CorsFilter", tomcatsCors());
    }
    Applications.filter(xml, "sallyport", "io.sallyport.AuthenticationFilter", settings);
    xml.append(
        "<servlet><servlet-name>echo</servlet-name><servlet-class>"
            + "io.sallyport.servertests.app.EchoServlet</servlet-class>"
            + "<async-supported>true</async-supported></servlet>"
            + "<servlet-mapping><servlet-name>echo</servlet-name><url-pattern>/</url-pattern>"
            + "</servlet-mapping></web-app>\n");
    Applications.write(inf.resolve("web.xml"), xml.toString());
  }

  private static Map<String, String> tomcatsCors() {
    return Map.of(
        "cors.allowed.origins",
        ORIGIN,
        "cors.allowed.methods",
        "GET,POST,HEAD,OPTIONS",
        "cors.allowed.headers",
        "Authorization,Content-Type",
        "cors.support.credentials",
        "true");
  }
}
