package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With the settings that let unusual paths through, alone and together: no spelling of a path opens
 * what a rule keeps for a role, whatever the server makes of it.
 */
class PathSpellingIT {

  private static final List<String> ALLOWANCES =
      List.of(
          "auth.allow-encoded-slash",
          "auth.allow-backslash",
          "auth.allow-path-parameters",
          "auth.allow-encoded-percent",
          "auth.allow-double-slash",
          "auth.allow-rewritten-path");

  private static final List<String> SPELLINGS =
      List.of(
          "/admin/x.txt",
          "//admin/x.txt",
          "///admin//x.txt",
          "/admin//x.txt",
          "/;/admin/x.txt",
          "/;a=b/admin/x.txt",
          "/;a/;b/admin/x.txt",
          "/admin;a/x.txt",
          "/admin/x.txt;a=b",
          "/%2fadmin/x.txt",
          "/%2Fadmin%2Fx.txt",
          "/admin%2fx.txt",
          "/%252fadmin/x.txt",
          "/%252fadmin%252fx.txt",
          "/%3b/admin/x.txt",
          "/%3b%2fadmin/x.txt",
          "/%253b/admin/x.txt",
          "/admin%3ba/x.txt",
          "/\\admin\\x.txt",
          "/%5cadmin/x.txt",
          "/admin%5cx.txt",
          "/%255cadmin/x.txt",
          "/%61dmin/x.txt",
          "/%2561dmin/x.txt",
          "/./admin/x.txt",
          "/open/../admin/x.txt",
          "/open/%2e%2e/admin/x.txt",
          "/open/..;/admin/x.txt",
          "/open%2f..%2fadmin/x.txt",
          "/api/admin/x",
          "/api//admin/x",
          "//api/admin/x",
          "/api/;x/admin",
          "/api;x/admin/x",
          "/;/api/admin/x",
          "/api/admin;x/y",
          "/api/%2fadmin/x",
          "/api%2fadmin/x",
          "/api/%252fadmin/x",
          "/api/%5cadmin/x",
          "/api\\admin\\x",
          "/api/%61dmin/x",
          "/api/%2561dmin/x",
          "/api/x/..%2fadmin/x",
          "/api/x/..;/admin/x",
          "/api/admin/a.css");

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void noSpellingOpensWhatARuleKeepsForARole(TestServer server) throws Exception {
    Path webapps = Path.of("target/work", server.folder() + "-spelling/webapps").toAbsolutePath();
    Applications.empty(webapps);
    Map<String, List<String>> applications = applications();
    for (Map.Entry<String, List<String>> application : applications.entrySet()) {
      unpack(webapps.resolve(application.getKey()), application.getValue());
    }
    Path log = Path.of("target/server-logs", server.folder() + "-spelling.log");
    List<String> open = new ArrayList<>();
    try (ServerProcess process = server.startWithAll(webapps, log)) {
      Http http = new Http(process.port());
      for (String application : applications.keySet()) {
        for (String spelling : SPELLINGS) {
          String path = "/" + application + spelling;
          note(open, path, http.raw(get(path, "")), "anonymous");
          note(open, path, http.raw(get(path, bearer("clerk"))), "without the role");
        }
        assertServed(http, "/" + application + "/admin/x.txt", bearer("boss"));
        assertServed(http, "/" + application + "/api/admin/x", bearer("boss"));
        assertServed(http, "/" + application + "/open.txt", "");
      }
      // Undertow serves the file for this spelling, so what stands above is not empty.
      if (server == TestServer.UNDERTOW) {
        assertServed(http, "/all//admin/x.txt", bearer("boss"));
      }
    }
    assertThat(open).isEmpty();
  }

  private static Map<String, List<String>> applications() {
    Map<String, List<String>> applications = new LinkedHashMap<>();
    applications.put("none", List.of());
    applications.put("all", ALLOWANCES);
    for (int i = 0; i < ALLOWANCES.size(); i++) {
      applications.put("only" + i, List.of(ALLOWANCES.get(i)));
      List<String> others = new ArrayList<>(ALLOWANCES);
      others.remove(i);
      applications.put("without" + i, others);
    }
    return applications;
  }

  private static void unpack(Path root, List<String> allowed) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("auth.mode", "jwt");
    settings.put("auth.jwt.secretkey", "${sys:no.such:" + Tokens.SECRET + "}");
    settings.put("auth.rules", "/admin/* boss\n/api/admin/* boss\n*.css permit\n/* permit");
    allowed.forEach(setting -> settings.put(setting, "true"));
    Path inf = root.resolve("WEB-INF");
    Applications.copy(Path.of("target/library"), inf.resolve("lib"));
    Applications.copy(
        Path.of("target/classes/io/sallyport/servertests/app"),
        inf.resolve("classes/io/sallyport/servertests/app"));
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    Applications.filter(xml, "sallyport", "io.sallyport.AuthenticationFilter", settings);
    xml.append(
        "<servlet><servlet-name>api</servlet-name><servlet-class>"
            + "io.sallyport.servertests.app.EchoServlet</servlet-class></servlet>"
            + "<servlet-mapping><servlet-name>api</servlet-name><url-pattern>/api/*</url-pattern>"
            + "</servlet-mapping></web-app>\n");
    Applications.write(inf.resolve("web.xml"), xml.toString());
    Applications.write(root.resolve("admin/x.txt"), "echo of the file for the role");
    Applications.write(root.resolve("open.txt"), "echo of the open file");
  }

  private static void note(List<String> open, String path, String answer, String who) {
    if (answer.contains("echo") || answer.startsWith("HTTP/1.1 5")) {
      open.add(path + " " + who + ": " + answer.lines().findFirst().orElse(""));
    }
  }

  private static void assertServed(Http http, String path, String header) throws IOException {
    assertThat(http.raw(get(path, header))).as(path).startsWith("HTTP/1.1 200 ").contains("echo");
  }

  private static String bearer(String role) {
    return "Authorization: Bearer "
        + Tokens.good("ann", System.currentTimeMillis() / 1000, role)
        + "\r\n";
  }

  private static String get(String path, String header) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        + header
        + "Connection: close\r\n\r\n";
  }
}
