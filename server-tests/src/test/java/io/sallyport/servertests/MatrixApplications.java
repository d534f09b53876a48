package io.sallyport.servertests;

import io.sallyport.fixture.DecisionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One application, once for each integration, once with FORM login and our jar without any setting,
 * and once for each contradiction that must stop its deployment.
 */
final class MatrixApplications {

  /** What the applications' names end in that ask the server's realm. */
  static final String REALM = "-realm";

  private static final String OURS = "io.sallyport.AuthenticationFilter";

  private final Set<Integration> integrations;
  private final boolean enterprise;
  private final boolean scanning;
  private final Optional<String> upgradeFilter;
  private final List<String> contradictions;

  private MatrixApplications(
      Set<Integration> integrations,
      boolean enterprise,
      boolean scanning,
      Optional<String> upgradeFilter,
      List<String> contradictions) {
    this.integrations = integrations;
    this.enterprise = enterprise;
    this.scanning = scanning;
    this.upgradeFilter = upgradeFilter;
    this.contradictions = contradictions;
  }

  static MatrixApplications of(TestServer server) {
    return new MatrixApplications(
        server.isTomcat()
            ? EnumSet.of(Integration.FILTER, Integration.CONTAINER)
            : EnumSet.of(Integration.FILTER),
        false,
        server.isScanning(),
        server.upgradeFilter(),
        contradictions(server));
  }

  private static List<String> contradictions(TestServer server) {
    if (server.isTomcat()) {
      return List.of("bad-two-integrations", "bad-no-cdi", "bad-setting");
    }
    return server == TestServer.UNDERTOW
        ? List.of("bad-setting")
        : List.of("bad-setting", "bad-integration");
  }

  /** For a server that has everything. */
  static MatrixApplications of(EeServer server) {
    List<String> contradictions =
        new ArrayList<>(List.of("bad-two-integrations", "bad-login-config", "bad-setting"));
    if (server == EeServer.TOMEE) {
      // The others start CDI in any case.
      contradictions.add("bad-no-cdi");
    }
    return new MatrixApplications(
        EnumSet.allOf(Integration.class), true, true, Optional.empty(), contradictions);
  }

  Set<Integration> integrations() {
    return integrations;
  }

  List<String> contradictions() {
    return contradictions;
  }

  /** Those that start, one for each integration. */
  void unpackGood(Path webapps) throws IOException {
    for (Integration integration : integrations) {
      deploy(webapps.resolve(integration.contextPath().substring(1)), webXml(integration, ""));
    }
  }

  /**
   * The same with a store, so that threads of ours are at work, and one that has nothing of ours.
   */
  void unpackReloaded(Path webapps) throws IOException {
    for (Integration integration : integrations) {
      String xml = webXml(integration, "");
      StringBuilder store = new StringBuilder();
      if (integration == Integration.FILTER) {
        store.append("<init-param><param-name>auth.store</param-name>");
        store.append("<param-value>memory</param-value></init-param></filter>");
        xml = xml.replaceFirst("</filter>", store.toString());
      } else {
        Applications.parameter(store, "auth.store", "memory");
        xml = xml.replaceFirst("(?=<context-param>)", store.toString());
      }
      deploy(webapps.resolve(integration.contextPath().substring(1)), xml);
    }
    Path inf = webapps.resolve("plain/WEB-INF");
    copyClasses("plain", inf);
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    servlet(xml, "plain.PlainServlet", "/open/who");
    Applications.write(inf.resolve("web.xml"), xml.append("</web-app>\n").toString());
    Files.createDirectories(inf.resolve("lib"));
  }

  void unpack(Path webapps) throws IOException {
    unpackGood(webapps);
    for (Integration integration : integrations) {
      // The same, asking the server's own realm for passwords.
      deploy(
          webapps.resolve(integration.contextPath().substring(1) + REALM),
          webXml(integration, "")
              .replaceAll(
                  "(?s)<(init|context)-param><param-name>auth\\.login\\.(user-store|users-file)"
                      + "</param-name>.*?</\\1-param>",
                  ""));
    }
    deploy(webapps.resolve("m-form"), formWebXml());
    // Nothing of ours but the jar: not even what CDI might look for.
    Files.deleteIfExists(webapps.resolve("m-form/WEB-INF/beans.xml"));
    for (String contradiction : contradictions) {
      MatrixApplications mine = contradiction.equals("bad-no-cdi") ? withoutBeans() : this;
      mine.deploy(webapps.resolve(contradiction), mine.contradictory(contradiction));
    }
    if (contradictions.contains("bad-no-cdi")) {
      Files.delete(webapps.resolve("bad-no-cdi/WEB-INF/beans.xml"));
    }
  }

  // TomEE starts CDI where there is an enterprise bean, whatever descriptor is missing.
  private MatrixApplications withoutBeans() {
    return new MatrixApplications(integrations, false, scanning, upgradeFilter, contradictions);
  }

  private String contradictory(String name) {
    if (name.equals("bad-two-integrations")) {
      StringBuilder filter = new StringBuilder();
      Applications.filter(filter, "sallyport", OURS, Map.of());
      return webXml(Integration.CONTAINER, filter.toString());
    }
    if (name.equals("bad-setting")) {
      return webXml(Integration.FILTER, "").replace("auth.realm", "auth.reelm");
    }
    if (name.equals("bad-integration")) {
      return webXml(Integration.CONTAINER, "");
    }
    return webXml(
        Integration.MECHANISM,
        name.equals("bad-login-config")
            ? "<login-config><auth-method>BASIC</auth-method></login-config>"
            : "");
  }

  private void deploy(Path root, String webXml) throws IOException {
    Path inf = root.resolve("WEB-INF");
    copyClasses("app", inf);
    if (enterprise) {
      copyClasses("ee", inf);
      keepCookieOnSite(root);
    }
    Applications.copy(Path.of("target/library"), inf.resolve("lib"));
    Applications.write(inf.resolve("web.xml"), webXml);
    // TomEE starts no CDI without one.
    Applications.write(inf.resolve("beans.xml"), "");
    Applications.write(inf.resolve("classes/users.txt"), Applications.usersFile("alice", "erin"));
    Applications.write(root.resolve("open/view.jsp"), view());
    Applications.write(
        root.resolve("login.html"),
        "<p>Who are you?</p><form method='post' action='j_security_check'>"
            + "<input name='j_username'><input name='j_password' type='password'></form>");
    Applications.write(root.resolve("wrong.html"), "<p>That was wrong.</p>");
  }

  // As docs/servers.md says, for Payara and for TomEE.
  private static void keepCookieOnSite(Path root) throws IOException {
    Applications.write(
        root.resolve("WEB-INF/payara-web.xml"),
        "<payara-web-app><session-config><cookie-properties>"
            + "<property name=\"cookieSameSite\" value=\"Lax\"/>"
            + "</cookie-properties></session-config></payara-web-app>");
    Applications.write(
        root.resolve("META-INF/context.xml"),
        "<Context><CookieProcessor sameSiteCookies=\"lax\"/></Context>");
  }

  private static void copyClasses(String name, Path inf) throws IOException {
    Applications.copy(
        Path.of("target/classes/io/sallyport/servertests", name),
        inf.resolve("classes/io/sallyport/servertests/" + name));
  }

  private static String view() {
    StringBuilder page = new StringBuilder("<%@ page contentType=\"text/plain\" %>");
    page.append("principal=<%= request.getUserPrincipal() == null ? \"\" :")
        .append(" request.getUserPrincipal().getName() %>\n")
        .append("user=<%= request.getRemoteUser() %>\n");
    for (String role : List.of("employee", "approver")) {
      page.append("role.").append(role).append("=<%= request.isUserInRole(\"");
      page.append(role).append("\") %>\n");
    }
    return page.toString();
  }

  static Map<String, String> settings(Integration integration) {
    Map<String, String> settings = new LinkedHashMap<>(DecisionTable.settingsOf("both"));
    settings
        .keySet()
        .removeIf(name -> name.startsWith("auth.path") || name.startsWith("auth.rules"));
    if (integration != Integration.FILTER) {
      settings.put("auth.integration", integration.value());
    }
    settings.put("auth.realm", "matrix");
    settings.put("auth.rules", "/ruled/* approver\n/* permit");
    settings.put("auth.login.path", "/auth/login");
    settings.put("auth.login.page", "/login.html");
    settings.put("auth.logout.path", "/auth/logout");
    settings.put("auth.login.user-store", "file");
    settings.put("auth.login.users-file", "classpath:users.txt");
    return settings;
  }

  private String webXml(Integration integration, String more) {
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    // WildFly's JAX-RS checks @RolesAllowed only with this parameter.
    Applications.parameter(xml, "resteasy.role.based.security", "true");
    if (integration == Integration.FILTER) {
      Applications.filter(xml, "sallyport", OURS, settings(integration));
    } else {
      settings(integration).forEach((name, value) -> Applications.parameter(xml, name, value));
    }
    body(xml);
    constraint(xml, "employee", "/secret/*", "/login.html");
    constraint(xml, "approver", "/secret-approver/*");
    xml.append(more);
    return end(xml);
  }

  private String formWebXml() {
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    body(xml);
    constraint(xml, "employee", "/secret/*");
    constraint(xml, "approver", "/secret-approver/*");
    xml.append(
        "<login-config><auth-method>FORM</auth-method><realm-name>test</realm-name>"
            + "<form-login-config><form-login-page>/login.html</form-login-page>"
            + "<form-error-page>/wrong.html</form-error-page></form-login-config></login-config>\n");
    return end(xml);
  }

  private void body(StringBuilder xml) {
    upgradeFilter.ifPresent(name -> Applications.filter(xml, name, name, Map.of()));
    if (!scanning) {
      xml.append(Applications.SOCKET_LISTENER);
    }
    servlet(
        xml,
        "app.EchoServlet",
        "/open/who",
        "/open/oops",
        "/secret/who",
        "/secret-approver/who",
        "/ruled/who",
        "*.do");
    servlet(xml, "app.AnnotatedServlet", "/annotated");
    servlet(xml, "app.DispatchServlet", "/open/do");
    servlet(xml, "app.OwnLoginServlet", "/open/own-login");
    if (enterprise) {
      servlet(xml, "ee.LedgerServlet", "/open/ledger");
      servlet(xml, "ee.ContextServlet", "/open/context");
    }
    xml.append("<session-config><tracking-mode>COOKIE</tracking-mode></session-config>\n");
    errorPage(xml, 418, "/open/oops");
    if (enterprise) {
      errorPage(xml, 422, "/open/ledger");
      errorPage(xml, 423, "/open/context");
    }
  }

  private static void errorPage(StringBuilder xml, int status, String page) {
    xml.append("<error-page><error-code>").append(status).append("</error-code><location>");
    xml.append(page).append("</location></error-page>\n");
  }

  private static String end(StringBuilder xml) {
    for (String role : List.of("employee", "approver")) {
      xml.append("<security-role><role-name>").append(role).append("</role-name></security-role>");
    }
    return xml.append("</web-app>\n").toString();
  }

  private static void constraint(StringBuilder xml, String role, String... patterns) {
    xml.append("<security-constraint><web-resource-collection><web-resource-name>")
        .append(role)
        .append("</web-resource-name>");
    for (String pattern : patterns) {
      xml.append("<url-pattern>").append(pattern).append("</url-pattern>");
    }
    xml.append("</web-resource-collection><auth-constraint><role-name>")
        .append(role)
        .append("</role-name></auth-constraint></security-constraint>\n");
  }

  private static void servlet(StringBuilder xml, String type, String... patterns) {
    String name = type.substring(type.indexOf('.') + 1);
    xml.append("<servlet><servlet-name>")
        .append(name)
        .append("</servlet-name><servlet-class>io.sallyport.servertests.")
        .append(type)
        .append("</servlet-class><async-supported>true</async-supported></servlet>\n");
    xml.append("<servlet-mapping><servlet-name>").append(name).append("</servlet-name>");
    for (String pattern : patterns) {
      xml.append("<url-pattern>").append(pattern).append("</url-pattern>");
    }
    xml.append("</servlet-mapping>\n");
  }
}
