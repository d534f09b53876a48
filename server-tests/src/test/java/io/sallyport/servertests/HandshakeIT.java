package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.DecisionTable;
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
 * WebSocket handshakes. Our filter protects every endpoint, however it is registered. With a
 * cookie, only pages of the same site can connect.
 */
class HandshakeIT {

  private static final String APP = "io.sallyport.servertests.app.";

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void endpointsRejectAnonymousAndCrossSite(TestServer server) throws Exception {
    Path webapps = Path.of("target/work", server.folder() + "-handshake/webapps").toAbsolutePath();
    Applications.empty(webapps);
    for (String way : ways(server)) {
      unpack(server, webapps.resolve("both-" + way), "both", way);
    }
    unpack(server, webapps.resolve("cookie"), "cookie", "listener");
    Path log = Path.of("target/server-logs", server.folder() + "-handshake.log");
    List<String> seen = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    try (ServerProcess process = server.startWithLibrary(webapps, log)) {
      for (String way : ways(server)) {
        seen.add(way + bySession(process.port(), "/both-" + way, path(way)));
        wanted.add(
            way + " anonymous 401, token 101 101, session 403 403 101 101, by GET 401, null 403");
      }
      seen.add("cookie" + byTokenCookie(process.port()));
      wanted.add("cookie anonymous 401, cookie 403 403 101 101");
    }
    assertThat(seen).isEqualTo(wanted);
  }

  private static List<String> ways(TestServer server) {
    List<String> ways = new ArrayList<>(List.of("listener"));
    if (server != TestServer.UNDERTOW) {
      // Undertow accepts no endpoint at that time.
      ways.add("servlet");
    }
    if (server.isScanning()) {
      ways.add("annotation");
    }
    // The documented line in web.xml works too.
    server.upgradeFilter().ifPresent(name -> ways.add("declared"));
    return ways;
  }

  private static String path(String way) {
    return way.equals("annotation")
        ? "/own/socket"
        : "/own/by-" + (way.equals("servlet") ? "servlet" : "listener");
  }

  private static String bySession(int port, String application, String endpoint)
      throws IOException {
    Handshake handshake = new Handshake(port);
    String path = application + endpoint;
    String[] token = {"Authorization", "Bearer " + alice()};
    Http http = new Http(port);
    String[] cookie = {
      "Cookie", Http.sessionCookie(http.get(application + "/public/login?name=alice"))
    };
    return anonymous(handshake, path)
        + ", token "
        + handshake.status(path, token)
        + " "
        + handshake.status(path, with(token, "Origin", Handshake.OTHER_SITE))
        + ", session "
        + fromSites(handshake, path, cookie)
        + ", by GET "
        + http.get(path).statusCode()
        + ", null "
        + handshake.status(path, with(cookie, "Origin", "null"));
  }

  private static String byTokenCookie(int port) throws IOException {
    Handshake handshake = new Handshake(port);
    String path = "/cookie/own/by-listener";
    return anonymous(handshake, path)
        + ", cookie "
        + fromSites(handshake, path, new String[] {"Cookie", "token=" + alice()});
  }

  private static String anonymous(Handshake handshake, String path) throws IOException {
    return " anonymous " + handshake.status(path);
  }

  private static String fromSites(Handshake handshake, String path, String[] credential)
      throws IOException {
    return handshake.status(path, with(credential, "Origin", Handshake.OTHER_SITE))
        + " "
        + handshake.status(path, with(credential, "Sec-Fetch-Site", "cross-site"))
        + " "
        + handshake.status(path, with(credential, "Origin", handshake.sameSite()))
        + " "
        + handshake.status(path, credential);
  }

  private static String[] with(String[] credential, String name, String value) {
    return new String[] {credential[0], credential[1], name, value};
  }

  private static String alice() {
    return Tokens.good("alice", System.currentTimeMillis() / 1000, "employee");
  }

  private static void unpack(TestServer server, Path root, String settings, String way)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(DecisionTable.settingsOf(settings));
    Path inf = root.resolve("WEB-INF");
    Files.createDirectories(inf.resolve("lib"));
    // The application's own classes, which are scanned for annotations.
    Applications.copy(
        Path.of("target/classes/io/sallyport/servertests/app"),
        inf.resolve("classes/io/sallyport/servertests/app"));
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    Applications.filter(xml, "sallyport", "io.sallyport.AuthenticationFilter", all);
    if (way.equals("declared")) {
      server
          .upgradeFilter()
          .ifPresent(upgrade -> Applications.filter(xml, upgrade, upgrade, Map.of()));
    }
    if (way.equals("listener") || way.equals("declared")) {
      xml.append("<listener><listener-class>" + APP + "AddingListener</listener-class></listener>");
    }
    servlet(xml, "OwnLoginServlet", "/public/login", "");
    if (way.equals("servlet")) {
      servlet(xml, "AddingServlet", "/public/adding", "<load-on-startup>1</load-on-startup>");
    }
    Applications.write(inf.resolve("web.xml"), xml.append("</web-app>\n").toString());
  }

  private static void servlet(StringBuilder xml, String type, String pattern, String more) {
    xml.append("<servlet><servlet-name>" + type + "</servlet-name><servlet-class>" + APP + type);
    xml.append("</servlet-class>" + more + "</servlet><servlet-mapping><servlet-name>" + type);
    xml.append("</servlet-name><url-pattern>" + pattern + "</url-pattern></servlet-mapping>\n");
  }
}
