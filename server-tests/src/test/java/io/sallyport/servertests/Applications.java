package io.sallyport.servertests;

import io.sallyport.fixture.DecisionTable;
import io.sallyport.test.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the test application with each of its configurations. */
final class Applications {

  static final String RULES =
      "/open/* permit\n/public/* permit\n/own/* authenticated\n/admin/* approver\n/ref authenticated";

  /** The password of every user in the users file. */
  static final String PASSWORD = "alice-test-password-91";

  private static final String BRIDGE = "auth.token.bridge-path";

  static final String SOCKET_LISTENER =
      "<listener><listener-class>io.sallyport.servertests.app.SocketListener</listener-class>"
          + "</listener>\n";

  private static final String HASH = "PBKDF2WithHmacSHA256:2048:c2FsbHlwb3J0LXRlc3Qtc2FsdA==:%s";

  private Applications() {}

  static Map<String, Map<String, String>> settings() {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    for (String app : DecisionTable.SETTINGS.keySet()) {
      all.put(app, DecisionTable.settingsOf(app));
    }
    Map<String, String> dispatch = new LinkedHashMap<>(DecisionTable.settingsOf("both"));
    dispatch.remove("auth.path-exclusions");
    dispatch.put("auth.rules", RULES);
    dispatch.put("auth.login.path", "/auth/login");
    dispatch.put("auth.login.page", "/login.html");
    dispatch.put("auth.token.path", "/auth/token");
    dispatch.put("auth.logout.path", "/auth/logout");
    dispatch.put("auth.login.user-store", "file");
    dispatch.put("auth.login.users-file", "classpath:users.txt");
    all.put("dispatch", dispatch);
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("auth.mode", "jwt");
    keys.put("mp.jwt.verify.publickey.location", "classpath:keys.jwks");
    keys.put("mp.jwt.verify.issuer", Tokens.ISSUER);
    keys.put("mp.jwt.verify.audiences", Tokens.AUDIENCE);
    all.put("keys", keys);
    Map<String, String> shortSession = new LinkedHashMap<>(DecisionTable.settingsOf("session"));
    shortSession.put("auth.session.max-age", "1");
    all.put("short", shortSession);
    Map<String, String> counted = new LinkedHashMap<>(DecisionTable.settingsOf("session"));
    counted.put("auth.login.path", "/auth/login");
    counted.put("auth.login.user-store", "file");
    counted.put("auth.login.users-file", "classpath:users.txt");
    counted.put("auth.session.max-inactive-interval", "PT3S");
    counted.put("auth.session.max-sessions", "2");
    counted.put("auth.store", "memory");
    all.put("counted", counted);
    Map<String, String> realm = new LinkedHashMap<>(shortSession);
    realm.remove("auth.session.max-age");
    realm.put("auth.mode", "both");
    realm.putAll(DecisionTable.settingsOf("jwt"));
    realm.put("auth.mode", "both");
    realm.put("auth.rules", RULES);
    realm.put("auth.login.path", "/auth/login");
    realm.put("auth.token.path", "/auth/token");
    realm.put("auth.logout.path", "/auth/logout");
    all.put("realm", realm);
    Map<String, String> ending = new LinkedHashMap<>(realm);
    ending.put("auth.store", "memory");
    ending.put("auth.login.page", "/login.html");
    ending.put("auth.refresh.path", "/auth/refresh");
    ending.put(BRIDGE, "/auth/bridge");
    ending.put("mp.jwt.token.header", "Cookie");
    ending.put("mp.jwt.token.cookie", "token");
    ending.put("auth.jwt.always-check-authorization", "true");
    all.put("ending", ending);
    return all;
  }

  static Path unpackFor(TestServer server, Path webapps) throws IOException {
    empty(webapps);
    for (Map.Entry<String, Map<String, String>> app : settings().entrySet()) {
      Path root = webapps.resolve(app.getKey());
      Path inf = root.resolve("WEB-INF");
      copy(
          Path.of("target/classes/io/sallyport/servertests/app"),
          inf.resolve("classes/io/sallyport/servertests/app"));
      copy(Path.of("target/library"), inf.resolve("lib"));
      write(inf.resolve("web.xml"), webXml(server, app.getValue()));
      write(inf.resolve("classes/users.txt"), usersFile());
      write(inf.resolve("classes/keys.jwks"), keySet());
      write(inf.resolve("view.jsp"), "view of <%= request.getRemoteUser() %>");
      write(
          root.resolve("own/page.jsp"),
          "jsp of <%= request.getUserPrincipal().getName() %> <%= request.isUserInRole(\"employee\") %>");
      write(root.resolve("own/static.txt"), "a static file for authenticated callers");
      write(root.resolve("login.html"), "<p>Who are you?</p>");
    }
    if (server.isTomcat()) {
      deployInContainer(
          server,
          webapps.resolve("c-ending/WEB-INF"),
          new LinkedHashMap<>(settings().get("ending")));
      deployDecisions(server, webapps);
    }
    deployExample(webapps.resolve("example"));
    MatrixApplications.of(server).unpack(webapps);
    return webapps;
  }

  /** Deploys the applications of the decision table with the integration {@code container}. */
  private static void deployDecisions(TestServer server, Path webapps) throws IOException {
    for (String app : DecisionTable.SETTINGS.keySet()) {
      Path inf =
          webapps.resolve(
              Integration.CONTAINER.decisionsContextPath(app).substring(1) + "/WEB-INF");
      deployInContainer(server, inf, new LinkedHashMap<>(DecisionTable.settingsOf(app)));
      // As in docs/servers.md, for clients that send a token beside a session.
      write(
          inf.resolveSibling("META-INF/context.xml"),
          "<Context><Valve className=\"org.apache.catalina.authenticator.NonLoginAuthenticator\""
              + " changeSessionIdOnAuthentication=\"false\"/></Context>");
    }
  }

  private static void deployInContainer(TestServer server, Path inf, Map<String, String> settings)
      throws IOException {
    copy(
        Path.of("target/classes/io/sallyport/servertests/app"),
        inf.resolve("classes/io/sallyport/servertests/app"));
    copy(Path.of("target/library"), inf.resolve("lib"));
    settings.put("auth.integration", Integration.CONTAINER.value());
    write(inf.resolve("web.xml"), webXml(server, settings, Integration.CONTAINER));
    write(inf.resolve("classes/users.txt"), usersFile());
    write(inf.resolveSibling("login.html"), "<p>Who are you?</p>");
  }

  /** Deploys an application with the unchanged web.xml.example of the project. */
  private static void deployExample(Path root) throws IOException {
    copy(Path.of("target/library"), root.resolve("WEB-INF/lib"));
    copy(Path.of("../web.xml.example"), root.resolve("WEB-INF/web.xml"));
    write(root.resolve("login.html"), "<p>Who are you?</p>");
    write(root.resolve("public/a.txt"), "public text");
    write(root.resolve("claims/a.txt"), "text for authenticated callers");
  }

  private static String keySet() {
    return "{\"keys\":["
        + List.of("RS256", "ES256", "EdDSA").stream()
            .map(algorithm -> Tokens.publicJwk(algorithm, "key-" + algorithm))
            .collect(Collectors.joining(","))
        + ",{\"kty\":\"oct\",\"k\":\"AAAA\"}]}";
  }

  static String usersFile() {
    return usersFile("alice");
  }

  /** Returns a users file in which all users have the same password. */
  static String usersFile(String... names) {
    StringBuilder lines = new StringBuilder();
    for (String name : names) {
      lines.append(name).append('=').append(hash()).append(" employee\n");
    }
    return lines.toString();
  }

  private static String hash() {
    try {
      byte[] hash =
          javax.crypto.SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(
                  new javax.crypto.spec.PBEKeySpec(
                      PASSWORD.toCharArray(),
                      java.util.Base64.getDecoder().decode("c2FsbHlwb3J0LXRlc3Qtc2FsdA=="),
                      2048,
                      256))
              .getEncoded();
      return String.format(HASH, java.util.Base64.getEncoder().encodeToString(hash));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String webXml(TestServer server, Map<String, String> settings) {
    return webXml(server, settings, Integration.FILTER);
  }

  private static String webXml(
      TestServer server, Map<String, String> settings, Integration integration) {
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    filter(xml, "outer", "io.sallyport.servertests.app.OuterFilter", Map.of());
    if (integration == Integration.FILTER) {
      filter(xml, "sallyport", "io.sallyport.AuthenticationFilter", settings);
    } else {
      settings.forEach((name, value) -> parameter(xml, name, value));
    }
    server.upgradeFilter().ifPresent(upgrade -> filter(xml, upgrade, upgrade, Map.of()));
    if (!server.isScanning()) {
      xml.append(SOCKET_LISTENER);
    }
    servlet(
        xml,
        "echo",
        "EchoServlet",
        "<security-role-ref><role-name>x</role-name></security-role-ref>",
        "/");
    servlet(
        xml,
        "ref",
        "EchoServlet",
        "<security-role-ref><role-name>boss</role-name><role-link>employee</role-link></security-role-ref>",
        "/ref");
    servlet(xml, "own-login", "OwnLoginServlet", "", "/public/login");
    servlet(xml, "binding", "BindingServlet", "", "/public/bind");
    servlet(xml, "dispatch", "DispatchServlet", "", "/open/do", "/own/do");
    // The server's default servlet serves files; the echo servlet has all other paths.
    xml.append(
        "<servlet-mapping><servlet-name>default</servlet-name><url-pattern>*.txt</url-pattern>"
            + "<url-pattern>*.html</url-pattern></servlet-mapping>\n");
    xml.append("<session-config><tracking-mode>COOKIE</tracking-mode></session-config>\n");
    xml.append(
        "<error-page><error-code>418</error-code><location>/admin/oops</location></error-page>\n");
    if (settings.containsKey(BRIDGE)) {
      if (integration == Integration.FILTER) {
        xml.append(form());
      }
    } else if (settings.containsKey("auth.login.path")
        && !settings.containsKey("auth.login.user-store")) {
      // Login with the server's realm: by a constraint for /own/basic, otherwise by login().
      xml.append(
          "<security-constraint><web-resource-collection><web-resource-name>b</web-resource-name>"
              + "<url-pattern>/own/basic</url-pattern></web-resource-collection>"
              + "<auth-constraint><role-name>employee</role-name></auth-constraint>"
              + "</security-constraint><login-config><auth-method>BASIC</auth-method>"
              + "<realm-name>test</realm-name></login-config>\n");
    }
    xml.append("<security-role><role-name>employee</role-name></security-role>\n");
    return xml.append("</web-app>\n").toString();
  }

  /** Declares the server's FORM login with its realm, for /own/form. */
  private static String form() {
    return "<security-constraint><web-resource-collection><web-resource-name>f</web-resource-name>"
        + "<url-pattern>/own/form</url-pattern></web-resource-collection><auth-constraint>"
        + "<role-name>employee</role-name></auth-constraint></security-constraint>"
        + "<login-config><auth-method>FORM</auth-method><realm-name>test</realm-name>"
        + "<form-login-config><form-login-page>/login.html</form-login-page>"
        + "<form-error-page>/login.html</form-error-page></form-login-config></login-config>\n";
  }

  static void filter(StringBuilder xml, String name, String type, Map<String, String> parameters) {
    xml.append("<filter><filter-name>").append(name).append("</filter-name><filter-class>");
    xml.append(type).append("</filter-class><async-supported>true</async-supported>\n");
    parameters.forEach(
        (parameter, value) ->
            xml.append("<init-param><param-name>")
                .append(parameter)
                .append("</param-name><param-value>")
                .append(value.replace("&", "&amp;"))
                .append("</param-value></init-param>\n"));
    xml.append("</filter><filter-mapping><filter-name>")
        .append(name)
        .append("</filter-name><url-pattern>/*</url-pattern>");
    for (String dispatcher : List.of("REQUEST", "FORWARD", "INCLUDE", "ERROR", "ASYNC")) {
      xml.append("<dispatcher>").append(dispatcher).append("</dispatcher>");
    }
    xml.append("</filter-mapping>\n");
  }

  private static void servlet(
      StringBuilder xml, String name, String type, String roles, String... patterns) {
    xml.append("<servlet><servlet-name>")
        .append(name)
        .append("</servlet-name><servlet-class>io.sallyport.servertests.app.")
        .append(type)
        .append("</servlet-class><async-supported>true</async-supported>")
        .append(roles)
        .append("</servlet>\n");
    for (String pattern : patterns) {
      xml.append("<servlet-mapping><servlet-name>")
          .append(name)
          .append("</servlet-name><url-pattern>")
          .append(pattern)
          .append("</url-pattern></servlet-mapping>\n");
    }
  }

  static void parameter(StringBuilder xml, String name, String value) {
    xml.append("<context-param><param-name>")
        .append(name)
        .append("</param-name><param-value>")
        .append(value.replace("&", "&amp;"))
        .append("</param-value></context-param>\n");
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.collect(Collectors.toList())) {
        Path target = to.resolve(from.relativize(file).toString());
        if (file.equals(from)) {
          target = to;
        }
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file :
            files.sorted(java.util.Comparator.reverseOrder()).collect(Collectors.toList())) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
  }
}
