package io.sallyport.internal.container;

import jakarta.servlet.ServletContext;
import java.util.Locale;

/** Servers that do otherwise than one should expect, told by what they say of themselves. */
public enum ServerKind {
  /** Does not keep what an authentication module tells it. */
  JETTY,
  /**
   * Remembers a caller in a cookie of its own, which outlives the session, goes to every other
   * application of the server, and weighs more than a token beside it.
   */
  OPEN_LIBERTY,
  /** GlassFish and Payara serve an application without those of its filters that do not start. */
  GLASSFISH,
  /** As the specifications say. */
  OTHER;

  // Tomcat's classes carry the same names, but not GlassFish's own beside them.
  private static boolean isGlassFish(ServletContext application) {
    ClassLoader loader = application.getClass().getClassLoader();
    return loader != null
        && loader.getResource("org/glassfish/web/valve/GlassFishValve.class") != null;
  }

  /**
   * Whether an application is served although one of its filters fails to start: GlassFish and
   * Payara leave the filter out, Open Liberty answers every request with an error page of its own.
   */
  public boolean servesDespiteBrokenFilters() {
    return this == OPEN_LIBERTY || this == GLASSFISH;
  }

  /** Whether {@code HttpServletRequest.login} is refused inside of a door that the server opens. */
  public boolean hidesItsRealm() {
    return this == OPEN_LIBERTY || this == GLASSFISH;
  }

  /** Whether the callers of its own login are remembered by a cookie of its own. */
  public boolean keepsCallersOutsideSessions() {
    return this == OPEN_LIBERTY;
  }

  /** Whether {@code isUserInRole} is answered for the thread that asks, not for the request. */
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
    // Its name may be hidden, as hardening guides advise; its classes are not.
    return info.contains("glassfish") || info.contains("payara") || isGlassFish(application)
        ? GLASSFISH
        : OTHER;
  }
}
