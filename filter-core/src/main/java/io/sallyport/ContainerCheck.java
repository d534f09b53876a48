package io.sallyport;

import io.sallyport.internal.access.PathExclusions;
import io.sallyport.internal.access.RequestPath;
import io.sallyport.internal.access.RuleFormatException;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.settings.Problems;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.List;

/** Looks for what contradicts a door that the container opens. */
final class ContainerCheck {

  static final String LOGIN_CONFIG_BESIDE_MECHANISM =
      asked(FrontDoor.MECHANISM)
          + " and <login-config> is there too: Open Liberty refuses both together (CWWKS1931E),"
          + " other servers would ignore it; remove <login-config>, and use"
          + " \"auth.login.path\" and \"auth.login.page\" for its FORM";

  private final ServletContext application;
  private final WebXml webXml;
  private final FrontDoor door;

  ContainerCheck(ServletContext application, WebXml webXml, FrontDoor door) {
    this.application = application;
    this.webXml = webXml;
    this.door = door;
  }

  /** What must not be is a problem, what surprises a warning; each with its remedy. */
  void run(Problems problems, StartupReport report) {
    if (isFilterThere()) {
      problems.add(
          asked(door)
              + " and a <filter> of Sallyport's is there too: two doors would decide; remove the"
              + " <filter> and its <filter-mapping>, and make its <init-param>s <context-param>s");
    }
    if (ServerKind.of(application) == ServerKind.JETTY) {
      problems.add(
          asked(door)
              + " and Jetty does not keep what such a door tells it: use the <filter> there");
    }
    checkLoginConfig(problems, report);
  }

  /** A login whose own path is closed lets nobody in who lacks the role that closes it. */
  static void checkLoginPath(WebXml webXml, String loginPath, StartupReport report) {
    for (String pattern : webXml.constrainedPatterns()) {
      if (isUnder(pattern, loginPath)) {
        report.warning(
            "\"auth.login.path\" lies under the <security-constraint> on "
                + pattern
                + ": who logs in without its role is told 403, though the session has begun; choose"
                + " a path that no constraint closes");
      }
    }
  }

  private static boolean isUnder(String pattern, String path) {
    try {
      return PathExclusions.parse(List.of(pattern)).matches(RequestPath.of(path));
    } catch (RuleFormatException e) {
      // What this pattern means, if anything, only its server knows.
      return false;
    }
  }

  private static String asked(FrontDoor door) {
    return "web.xml parameter \"" + FrontDoor.PARAMETER + "\" is " + door.word() + ",";
  }

  private boolean isFilterThere() {
    String ours = AuthenticationFilter.class.getName();
    for (FilterRegistration filter : application.getFilterRegistrations().values()) {
      if (ours.equals(filter.getClassName())) {
        return true;
      }
    }
    return false;
  }

  private void checkLoginConfig(Problems problems, StartupReport report) {
    if (!webXml.hasLoginConfig()) {
      return;
    }
    if (door == FrontDoor.MECHANISM) {
      problems.add(LOGIN_CONFIG_BESIDE_MECHANISM);
    } else {
      report.warning(
          "<login-config> is ignored: the server asks Sallyport instead, and j_security_check is"
              + " not answered; use \"auth.login.path\" and \"auth.login.page\"");
    }
  }
}
