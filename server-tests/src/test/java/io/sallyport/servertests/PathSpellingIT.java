package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Spellings of protected paths, with every combination of the settings that allow unusual paths. No
 * spelling bypasses a rule with a role, however the server interprets it.
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

  private static final int COMBINATIONS = 1 << ALLOWANCES.size();

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
  void noSpellingBypassesARule(TestServer server) throws Exception {
    Path webapps = Path.of("target/work", server.folder() + "-spelling/webapps").toAbsolutePath();
    Applications.empty(webapps);
    for (int combination = 0; combination < COMBINATIONS; combination++) {
      unpack(webapps.resolve(name(combination)), combination);
    }
    Path log = Path.of("target/server-logs", server.folder() + "-spelling.log");
    List<String> open = new ArrayList<>();
    try (ServerProcess process = server.startWithLibrary(webapps, log)) {
      Http http = new Http(process.port());
      String boss = bearer("boss");
      String clerk = bearer("clerk");
      for (int combination = 0; combination < COMBINATIONS; combination++) {
        String application = "/" + name(combination);
        for (String spelling : SPELLINGS) {
          note(open, application + spelling, http.raw(get(application + spelling, "")));
          note(open, application + spelling, http.raw(get(application + spelling, clerk)));
        }
        assertServed(http, application + "/admin/x.txt", boss);
        assertServed(http, application + "/api/admin/x", boss);
        assertServed(http, application + "/open.txt", "");
      }
      // Undertow serves the file for this spelling, so the checks above cover a served path.
      if (server == TestServer.UNDERTOW) {
        assertServed(http, "/" + name(COMBINATIONS - 1) + "//admin/x.txt", boss);
      }
    }
    assertThat(open).isEmpty();
  }

  private static String name(int combination) {
    return "allow-" + combination;
  }

  private static void unpack(Path root, int combination) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("auth.mode", "jwt");
    settings.put("auth.jwt.secretkey", "${sys:no.such:" + Tokens.SECRET + "}");
    settings.put("auth.rules", "/admin/* boss\n/api/admin/* boss\n*.css permit\n/* permit");
    for (int i = 0; i < ALLOWANCES.size(); i++) {
      if ((combination >> i & 1) == 1) {
        settings.put(ALLOWANCES.get(i), "true");
      }
    }
    Path inf = root.resolve("WEB-INF");
    // All applications share the library: see TestServer.startWithLibrary.
    Files.createDirectories(inf.resolve("lib"));
    StringBuilder xml = new StringBuilder();
    xml.append(
        "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0' metadata-complete='true'>\n");
    Applications.filter(xml, "sallyport", "io.sallyport.AuthenticationFilter", settings);
    xml.append(
        "<servlet><servlet-name>api</servlet-name><servlet-class>"
            + "io.sallyport.servertests.app.EchoServlet</servlet-class></servlet>"
            + "<servlet-mapping><servlet-name>api</servlet-name><url-pattern>/api/*</url-pattern>"
            + "</servlet-mapping></web-app>\n");
    Applications.write(inf.resolve("web.xml"), xml.toString());
    // If unset, Tomcat searches all server jars for tag libraries, for each application.
    Applications.write(
        root.resolve("META-INF/context.xml"),
        "<Context><JarScanner scanClassPath=\"false\"/></Context>");
    Applications.write(root.resolve("admin/x.txt"), "echo of the file for the role");
    Applications.write(root.resolve("open.txt"), "echo of the open file");
  }

  private static void note(List<String> open, String path, String answer) {
    if (answer.contains("echo") || answer.startsWith("HTTP/1.1 5")) {
      open.add(path + ": " + answer.lines().findFirst().orElse(""));
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
