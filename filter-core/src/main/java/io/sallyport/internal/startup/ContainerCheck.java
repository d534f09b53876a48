package io.sallyport.internal.startup;

import io.sallyport.internal.access.PathExclusions;
import io.sallyport.internal.access.RequestPath;
import io.sallyport.internal.access.RuleFormatException;
import io.sallyport.internal.container.ServerKind;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.request.Integration;
import io.sallyport.internal.settings.Problems;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks an integration that the container calls for conflicts with the filter, the server and
 * web.xml.
 */
public final class ContainerCheck {

  public static final String LOGIN_CONFIG_BESIDE_MECHANISM =
      parameterOf(Integration.MECHANISM)
          + " cannot be used together with <login-config>: Open Liberty rejects both together"
          + " (CWWKS1931E), and other servers ignore <login-config>; remove <login-config>, and"
          + " replace FORM by \"auth.login.path\" and \"auth.login.page\"";

  // By name, so that this package does not depend on the class that calls it.
  private static final String FILTER_CLASS = "io.sallyport.AuthenticationFilter";

  private final DeploymentAssembly deployment;
  private final Collection<String> filterClasses;

  /**
   * Creates the check.
   *
   * @param filterClasses the class names of the application's filters
   */
  ContainerCheck(DeploymentAssembly deployment, Collection<String> filterClasses) {
    this.deployment = deployment;
    this.filterClasses = filterClasses;
  }

  /** The class names of the filters that are registered so far. */
  static Set<String> registeredFilters(ServletContext application) {
    Set<String> classes = new HashSet<>();
    for (FilterRegistration filter : application.getFilterRegistrations().values()) {
      classes.add(String.valueOf(filter.getClassName()));
    }
    return classes;
  }

  /** Reports conflicts as problems, which stop the start, and other findings as warnings. */
  void run(Problems problems, StartupReport report) {
    Integration integration = deployment.integration();
    if (filterClasses.contains(FILTER_CLASS)) {
      problems.add(
          parameterOf(integration)
              + " cannot be used together with the <filter>; remove the <filter> and its"
              + " <filter-mapping>, and change its <init-param>s to <context-param>s");
    }
    if (deployment.server() == ServerKind.JETTY) {
      problems.add(
          parameterOf(integration)
              + " is not supported on Jetty, which does not keep the caller; use the <filter>");
    }
    checkLoginConfig(problems, report);
  }

  /**
   * Warns if the login path is under a security constraint: users without its role get 403 there.
   */
  static void checkLoginPath(WebXml webXml, String loginPath, StartupReport report) {
    for (String pattern : webXml.constrainedPatterns()) {
      if (isUnder(pattern, loginPath)) {
        report.warning(
            "auth.login.path: the path is under the <security-constraint> on "
                + pattern
                + ", so that users without its role get 403 although they are logged in; use a path"
                + " without a constraint");
      }
    }
  }

  private static boolean isUnder(String pattern, String path) {
    try {
      return PathExclusions.parse(List.of(pattern)).matches(RequestPath.of(path));
    } catch (RuleFormatException e) {
      // The pattern is not standard. Only its server defines what it matches.
      return false;
    }
  }

  private static String parameterOf(Integration integration) {
    return Integration.PARAMETER + " (context-param): \"" + integration.word() + "\"";
  }

  private void checkLoginConfig(Problems problems, StartupReport report) {
    if (!deployment.webXml().hasLoginConfig()) {
      return;
    }
    if (deployment.integration() == Integration.MECHANISM) {
      problems.add(LOGIN_CONFIG_BESIDE_MECHANISM);
    } else {
      report.warning(
          "<login-config> is ignored, and j_security_check does not work, because Sallyport"
              + " authenticates; use \"auth.login.path\" and \"auth.login.page\"");
    }
  }
}
