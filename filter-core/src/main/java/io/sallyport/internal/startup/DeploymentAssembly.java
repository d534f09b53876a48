package io.sallyport.internal.startup;

import io.sallyport.internal.container.ServerKind;
import io.sallyport.internal.descriptor.DescriptorException;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.request.Integration;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The application as it is deployed: behind which integration, with which web.xml, on which server.
 */
final class DeploymentAssembly {

  private final String contextPath;
  private final Integration integration;
  private final WebXml webXml;
  private final ServerKind server;

  private DeploymentAssembly(
      String contextPath, Integration integration, WebXml webXml, ServerKind server) {
    this.contextPath = contextPath;
    this.integration = integration;
    this.webXml = webXml;
    this.server = server;
  }

  /** An application that is not deployed here. */
  static DeploymentAssembly of(Integration integration, WebXml webXml, ServerKind server) {
    return new DeploymentAssembly("/", integration, webXml, server);
  }

  static DeploymentAssembly of(
      ServletContext context, Integration integration, StartupReport report) {
    return new DeploymentAssembly(
        context.getContextPath(), integration, webXml(context, report), ServerKind.of(context));
  }

  private static WebXml webXml(ServletContext context, StartupReport report) {
    try (InputStream in = context.getResourceAsStream("/WEB-INF/web.xml")) {
      return in == null ? WebXml.none() : WebXml.read(in);
    } catch (IOException | DescriptorException e) {
      // The container has read it, so the application runs; what we would have said about it we
      // cannot.
      report.warning("web.xml cannot be read, so that it is not checked: " + e.getMessage());
      return WebXml.none();
    }
  }

  /** Where the application is on its server; empty for the root. */
  String contextPath() {
    return contextPath;
  }

  Integration integration() {
    return integration;
  }

  WebXml webXml() {
    return webXml;
  }

  ServerKind server() {
    return server;
  }

  /** Looks for settings that do not go with the integration. */
  void check(StartupContext context) {
    Settings settings = context.settings();
    Problems problems = context.problems();
    StartupReport report = context.report();
    checkDoor(settings, problems);
    if (integration.isContainerWide()) {
      checkLogin(settings, problems, report);
      describeServer(settings, report);
    } else {
      warnOfUndatedLogins(settings, report);
    }
  }

  private void warnOfUndatedLogins(Settings settings, StartupReport report) {
    if (!server.keepsCallersOutsideSessions()
        || !webXml.hasLoginConfig()
        || !settings.mode().hasSessions()) {
      return;
    }
    if (settings.isSet(Setting.MAX_AGE)) {
      report.warning(
          "auth.session.max-age: callers of the <login-config> are logged out if the server"
              + " authenticates them by its own cookie, because their login has no date; let users log"
              + " in at \"auth.login.path\"");
    } else if (settings.isSet(Setting.STORE)) {
      report.warning(
          "logOutEverywhere: the user cannot log in by the <login-config> for"
              + " \"auth.store.retention\", because this server does not date logins; let users log in"
              + " at \"auth.login.path\"");
    }
  }

  // Liberty binds a session to the first caller that uses it. Its applications cannot read whether
  // that is turned off.
  private void describeServer(Settings settings, StartupReport report) {
    if (server == ServerKind.OPEN_LIBERTY && settings.mode().hasSessions()) {
      report.line(
          "needs",
          "Open Liberty: <httpSession securityIntegrationEnabled=\"false\"/> in server.xml;"
              + " otherwise a request whose session has another user gets 500 (SESN0008E)");
    }
  }

  // The parameter decides before there are settings: nothing but a <context-param> is seen then.
  private void checkDoor(Settings settings, Problems problems) {
    String asked = settings.text(Setting.AUTH_INTEGRATION);
    if (!asked.equals(integration.word())) {
      problems.add(
          Setting.AUTH_INTEGRATION,
          "\""
              + asked
              + "\" cannot be used together with the <filter>; remove the <filter>, or remove this"
              + " setting, which has an effect only as a <context-param>");
    }
  }

  private void checkLogin(Settings settings, Problems problems, StartupReport report) {
    Optional<String> path = settings.find(Setting.LOGIN_PATH);
    path.ifPresent(text -> ContainerCheck.checkLoginPath(webXml, text, report));
    boolean asked = path.isPresent() || settings.isSet(Setting.TOKEN_PATH);
    if (asked
        && settings.text(Setting.LOGIN_USER_STORE).equals("container")
        && server.hidesItsRealm()) {
      // Better now than a wrong password for everybody.
      problems.add(
          Setting.LOGIN_USER_STORE,
          "\"container\" is not supported by this server together with this auth.integration; use"
              + " another user store, or the <filter>");
    }
  }
}
