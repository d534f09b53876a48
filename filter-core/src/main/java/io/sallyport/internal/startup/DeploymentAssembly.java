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

/** Describes the deployed application: its integration, its web.xml and its server. */
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

  /** Describes an application that is not deployed here. */
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
      // The container has read web.xml, so the application runs. Only our checks are left out.
      report.warning("web.xml cannot be read, so that it is not checked: " + e.getMessage());
      return WebXml.none();
    }
  }

  /** The context path; empty for the root. */
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

  /** Checks for settings that cannot be used with the integration. */
  void check(StartupContext context) {
    Settings settings = context.settings();
    Problems problems = context.problems();
    StartupReport report = context.report();
    checkIntegration(settings, problems);
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

  // Liberty binds a session to the first caller that uses it. Applications cannot read whether that
  // is turned off.
  private void describeServer(Settings settings, StartupReport report) {
    if (server == ServerKind.OPEN_LIBERTY && settings.mode().hasSessions()) {
      report.line(
          "needs",
          "Open Liberty: <httpSession securityIntegrationEnabled=\"false\"/> in server.xml;"
              + " otherwise a request whose session has another user gets 500 (SESN0008E)");
    }
  }

  // The integration is chosen before the settings are loaded, from a <context-param> only.
  private void checkIntegration(Settings settings, Problems problems) {
    String requested = settings.text(Setting.AUTH_INTEGRATION);
    if (!requested.equals(integration.word())) {
      problems.add(
          Setting.AUTH_INTEGRATION,
          "\""
              + requested
              + "\" cannot be used together with the <filter>; remove the <filter>, or remove this"
              + " setting, which has an effect only as a <context-param>");
    }
  }

  private void checkLogin(Settings settings, Problems problems, StartupReport report) {
    Optional<String> path = settings.find(Setting.LOGIN_PATH);
    path.ifPresent(text -> ContainerCheck.checkLoginPath(webXml, text, report));
    boolean requested = path.isPresent() || settings.isSet(Setting.TOKEN_PATH);
    if (requested
        && settings.text(Setting.LOGIN_USER_STORE).equals("container")
        && server.hidesItsRealm()) {
      // Otherwise every login would fail as if its password were wrong.
      problems.add(
          Setting.LOGIN_USER_STORE,
          "\"container\" is not supported by this server together with this auth.integration; use"
              + " another user store, or the <filter>");
    }
  }
}
