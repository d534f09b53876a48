package io.sallyport.servertests;

import io.sallyport.fixture.DecisionTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Applications with our filter, whose users log in by the server's FORM or BASIC. */
final class ContainerCallerApplications {

  private static final String FORM =
      "<auth-method>FORM</auth-method><realm-name>test</realm-name><form-login-config>"
          + "<form-login-page>/login.html</form-login-page>"
          + "<form-error-page>/wrong.html</form-error-page></form-login-config>";

  private static final String BASIC =
      "<auth-method>BASIC</auth-method><realm-name>test</realm-name>";

  private ContainerCallerApplications() {}

  static Path unpack(Path webapps) throws IOException {
    Applications.empty(webapps);
    deploy(webapps.resolve("form"), FORM, Map.of());
    deploy(webapps.resolve("basic"), BASIC, Map.of());
    deploy(webapps.resolve("form-age"), FORM, Map.of("auth.session.max-age", "PT1H"));
    deploy(webapps.resolve("basic-age"), BASIC, Map.of("auth.session.max-age", "PT1H"));
    return webapps;
  }

  private static void deploy(Path root, String loginConfig, Map<String, String> more)
      throws IOException {
    Path inf = root.resolve("WEB-INF");
    Applications.copy(
        Path.of("target/classes/io/sallyport/servertests/app"),
        inf.resolve("classes/io/sallyport/servertests/app"));
    Applications.copy(Path.of("target/library"), inf.resolve("lib"));
    Map<String, String> settings = new LinkedHashMap<>(DecisionTable.settingsOf("both"));
    settings
        .keySet()
        .removeIf(name -> name.startsWith("auth.path") || name.startsWith("auth.rules"));
    settings.put(
        "auth.rules",
        "/open/* permit\n/login.html permit\n/wrong.html permit\n/j_security_check permit\n"
            + "/* authenticated");
    settings.put("auth.store", "memory");
    settings.put("auth.login.path", "/auth/login");
    settings.put("auth.token.path", "/auth/token");
    settings.put("auth.logout.path", "/auth/logout");
    settings.putAll(more);
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    Applications.filter(xml, "sallyport", "io.sallyport.AuthenticationFilter", settings);
    servlet(xml, "EchoServlet", "/open/who", "/open/oops", "/secret/who");
    servlet(xml, "DispatchServlet", "/open/do");
    servlet(xml, "OwnLoginServlet", "/open/own-login");
    xml.append("<session-config><tracking-mode>COOKIE</tracking-mode></session-config>\n");
    for (String code : new String[] {"401", "404"}) {
      xml.append("<error-page><error-code>").append(code);
      xml.append("</error-code><location>/open/oops</location></error-page>\n");
    }
    xml.append(
        "<security-constraint><web-resource-collection><web-resource-name>s</web-resource-name>"
            + "<url-pattern>/secret/*</url-pattern></web-resource-collection><auth-constraint>"
            + "<role-name>employee</role-name></auth-constraint></security-constraint>\n");
    xml.append("<login-config>").append(loginConfig).append("</login-config>\n");
    xml.append("<security-role><role-name>employee</role-name></security-role></web-app>\n");
    Applications.write(inf.resolve("web.xml"), xml.toString());
    Applications.write(root.resolve("login.html"), "<p>Who are you?</p>");
    Applications.write(root.resolve("wrong.html"), "<p>That was wrong.</p>");
  }

  private static void servlet(StringBuilder xml, String type, String... patterns) {
    xml.append("<servlet><servlet-name>").append(type).append("</servlet-name><servlet-class>");
    xml.append("io.sallyport.servertests.app.").append(type).append("</servlet-class></servlet>\n");
    xml.append("<servlet-mapping><servlet-name>").append(type).append("</servlet-name>");
    for (String pattern : patterns) {
      xml.append("<url-pattern>").append(pattern).append("</url-pattern>");
    }
    xml.append("</servlet-mapping>\n");
  }
}
