package io.sallyport.servertests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The test application with several configurations for Keycloak's tokens. */
final class KeycloakApplications {

  /** Short intervals, so that the tests do not wait for minutes. */
  static final int REFRESH_SECONDS = 4;

  static final int COOL_DOWN_SECONDS = 2;

  private static final String ECHO = "io.sallyport.servertests.app.EchoServlet";

  private final String issuer;

  private KeycloakApplications(String issuer) {
    this.issuer = issuer;
  }

  static KeycloakApplications of(String issuer) {
    return new KeycloakApplications(issuer);
  }

  /** Applications with the filter: minimal configurations, and special ones for some tests. */
  Path unpackForFilter(Path webapps) throws IOException {
    Applications.empty(webapps);
    deploy(webapps.resolve("defaults"), filterXml(minimal("keycloak")));
    deploy(webapps.resolve("bare"), filterXml(minimal("")));
    Map<String, String> ruled = quick(minimal("keycloak"));
    ruled.put("auth.rules", "/admin/* admin; /staff/* employee; /client/* approver");
    deploy(webapps.resolve("ruled"), filterXml(ruled));
    Map<String, String> strict = quick(minimal("keycloak"));
    strict.put("auth.jwt.jwks.retain-on-error", "1");
    deploy(webapps.resolve("strict"), filterXml(strict));
    Map<String, String> backChannel = quick(minimal("keycloak"));
    backChannel.put("auth.store", "memory");
    backChannel.put("auth.logout.back-channel-path", "/auth/backchannel");
    deploy(webapps.resolve("back-channel"), filterXml(backChannel));
    return webapps;
  }

  /** An application with the mechanism and the container's own constraints. */
  Path unpackForMechanism(Path webapps) throws IOException {
    Applications.empty(webapps);
    Map<String, String> settings = quick(minimal("keycloak"));
    settings.put("auth.integration", "mechanism");
    StringBuilder xml = start();
    settings.forEach(
        (name, value) ->
            xml.append("<context-param><param-name>")
                .append(name)
                .append("</param-name><param-value>")
                .append(value)
                .append("</param-value></context-param>\n"));
    servlets(xml);
    constraint(xml, "/admin/*", "admin");
    constraint(xml, "/staff/*", "employee");
    constraint(xml, "/client/*", "approver");
    deploy(webapps.resolve("mechanism"), xml.append("</web-app>\n").toString());
    return webapps;
  }

  // The settings that a deployer needs. The last one is needed only here, without TLS.
  private Map<String, String> minimal(String provider) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("auth.mode", "jwt");
    settings.put("mp.jwt.verify.issuer", issuer);
    settings.put("mp.jwt.verify.audiences", "expenses");
    settings.put("auth.jwt.provider", provider);
    settings.put("auth.jwt.jwks.allow-http-loopback", "true");
    return settings;
  }

  private static Map<String, String> quick(Map<String, String> settings) {
    settings.put("auth.jwt.jwks.refresh-interval", Integer.toString(REFRESH_SECONDS));
    settings.put("auth.jwt.jwks.forced-refresh-interval", Integer.toString(COOL_DOWN_SECONDS));
    return settings;
  }

  private static void deploy(Path root, String webXml) throws IOException {
    Path inf = root.resolve("WEB-INF");
    Applications.copy(
        Path.of("target/classes/io/sallyport/servertests/app"),
        inf.resolve("classes/io/sallyport/servertests/app"));
    Applications.copy(Path.of("target/library"), inf.resolve("lib"));
    Applications.write(inf.resolve("web.xml"), webXml);
    // TomEE starts CDI only if this file exists.
    Applications.write(inf.resolve("beans.xml"), "");
  }

  private static StringBuilder start() {
    return new StringBuilder(
        "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
  }

  private static String filterXml(Map<String, String> settings) {
    StringBuilder xml = start();
    Applications.filter(xml, "sallyport", "io.sallyport.AuthenticationFilter", settings);
    servlets(xml);
    return xml.append("</web-app>\n").toString();
  }

  private static void servlets(StringBuilder xml) {
    xml.append("<servlet><servlet-name>who</servlet-name><servlet-class>")
        .append(ECHO)
        .append("</servlet-class></servlet><servlet-mapping><servlet-name>who</servlet-name>")
        .append("<url-pattern>/admin/who</url-pattern><url-pattern>/staff/who</url-pattern>")
        .append("<url-pattern>/client/who</url-pattern></servlet-mapping>\n");
  }

  private static void constraint(StringBuilder xml, String pattern, String role) {
    xml.append("<security-constraint><web-resource-collection><web-resource-name>")
        .append(role)
        .append("</web-resource-name><url-pattern>")
        .append(pattern)
        .append("</url-pattern></web-resource-collection><auth-constraint><role-name>")
        .append(role)
        .append("</role-name></auth-constraint></security-constraint>\n<security-role><role-name>")
        .append(role)
        .append("</role-name></security-role>\n");
  }
}
