package io.sallyport;

import io.sallyport.internal.container.WildFlySecurity;
import io.sallyport.internal.descriptor.DescriptorException;
import io.sallyport.internal.descriptor.JbossWebXml;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.settings.Problems;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;

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
    checkWildFly(report);
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

  private void checkWildFly(StartupReport report) {
    String domain = securityDomain(report);
    if (WildFlySecurity.isJaspiIntegrated(domain).orElse(false)) {
      report.warning(
          "WildFly demands that callers are known to its own security domain as well, and answers"
              + " 500 for those who are not; its administrator turns that off by"
              + " /subsystem=undertow/application-security-domain="
              + domain
              + ":write-attribute(name=integrated-jaspi,value=false) and a reload");
    }
  }

  private String securityDomain(StartupReport report) {
    try (InputStream in = application.getResourceAsStream("/WEB-INF/jboss-web.xml")) {
      return in == null ? JbossWebXml.DEFAULT_DOMAIN : JbossWebXml.securityDomain(in);
    } catch (IOException | DescriptorException e) {
      report.warning("jboss-web.xml was not examined: " + e.getMessage());
      return JbossWebXml.DEFAULT_DOMAIN;
    }
  }
}
