package io.sallyport.internal.container;

import jakarta.servlet.ServletContext;
import java.util.Locale;

/**
 * Servers that deviate from the specifications, recognized by their server info or their classes.
 */
public enum ServerKind {
  /** Does not keep the caller that an authentication module registers. */
  JETTY,
  /**
   * Keeps the caller in its own cookie, which outlives the session, is sent to every other
   * application of the server, and takes precedence over a token in the same request.
   */
  OPEN_LIBERTY,
  /** GlassFish and Payara serve an application without the filters whose start failed. */
  GLASSFISH,
  /** Follows the specifications. */
  OTHER;

  // Tomcat has classes of the same names as GlassFish, but not this one.
  private static boolean isGlassFish(ServletContext application) {
    ClassLoader loader = application.getClass().getClassLoader();
    return loader != null
        && loader.getResource("org/glassfish/web/valve/GlassFishValve.class") != null;
  }

  /**
   * Returns whether an application is served although one of its filters fails to start. GlassFish
   * and Payara omit the filter; Open Liberty answers every request with its own error page.
   */
  public boolean servesDespiteBrokenFilters() {
    return this == OPEN_LIBERTY || this == GLASSFISH;
  }

  /**
   * Returns whether the server rejects {@code HttpServletRequest.login} in an integration that the
   * container calls.
   */
  public boolean hidesItsRealm() {
    return this == OPEN_LIBERTY || this == GLASSFISH;
  }

  /**
   * Returns whether the server keeps the callers of its own login in a cookie, not in the session.
   */
  public boolean keepsCallersOutsideSessions() {
    return this == OPEN_LIBERTY;
  }

  /** Returns whether {@code isUserInRole} depends on the calling thread, not on the request. */
  public boolean tiesRolesToThreads() {
    return this == GLASSFISH;
  }

  public static ServerKind of(ServletContext application) {
    String info = String.valueOf(application.getServerInfo()).toLowerCase(Locale.ROOT);
    if (info.startsWith("jetty")) {
      return JETTY;
    }
    if (info.contains("liberty") || info.contains("websphere") || info.contains("smf web")) {
      return OPEN_LIBERTY;
    }
    // Hardening guides advise to hide the server's name; its classes are still visible.
    return info.contains("glassfish") || info.contains("payara") || isGlassFish(application)
        ? GLASSFISH
        : OTHER;
  }
}
