package io.sallyport.internal.startup;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Protects the container's session cookie from scripts, other sites and links, if the container
 * still allows it: {@code HttpOnly}, {@code SameSite=Lax}, never in a URL.
 */
final class SessionCookies {

  private SessionCookies() {}

  /** Sets what can be set, and returns a warning with the fix for everything else. */
  static List<String> harden(ServletContext context) {
    List<String> warnings = new ArrayList<>();
    if (!restrictTracking(context)) {
      warnings.add(
          "session IDs may appear in URLs; add to web.xml: <session-config><tracking-mode>COOKIE"
              + "</tracking-mode></session-config>");
    }
    if (!setHttpOnly(context)) {
      warnings.add(
          "scripts can read the session cookie; add to web.xml: <session-config><cookie-config>"
              + "<http-only>true</http-only></cookie-config></session-config>");
    }
    if (!setSameSite(context)) {
      warnings.add(
          "the session cookie has no SameSite attribute, and this server does not let Sallyport set it;"
              + " set it in the server"
              + " (Tomcat, TomEE: <CookieProcessor sameSiteCookies=\"lax\"/> in META-INF/context.xml;"
              + " Payara: <property name=\"cookieSameSite\" value=\"Lax\"/> in the"
              + " <cookie-properties> of WEB-INF/payara-web.xml)");
    }
    return warnings;
  }

  private static boolean restrictTracking(ServletContext context) {
    Set<SessionTrackingMode> cookie = EnumSet.of(SessionTrackingMode.COOKIE);
    try {
      if (!cookie.equals(context.getEffectiveSessionTrackingModes())) {
        context.setSessionTrackingModes(cookie);
      }
      return true;
    } catch (IllegalStateException | UnsupportedOperationException | IllegalArgumentException e) {
      // Too late for this container, or not supported by it. The deployer gets a warning.
      return false;
    }
  }

  private static boolean setHttpOnly(ServletContext context) {
    try {
      SessionCookieConfig cookie = context.getSessionCookieConfig();
      if (!cookie.isHttpOnly()) {
        cookie.setHttpOnly(true);
      }
      return true;
    } catch (IllegalStateException | UnsupportedOperationException e) {
      return false;
    }
  }

  // Servlet 6.0 can set any attribute. We compile against 5.0, so the method is found by name.
  private static boolean setSameSite(ServletContext context) {
    try {
      SessionCookieConfig cookie = context.getSessionCookieConfig();
      Class<?> type = SessionCookieConfig.class;
      Object present = type.getMethod("getAttribute", String.class).invoke(cookie, "SameSite");
      if (present == null) {
        type.getMethod("setAttribute", String.class, String.class)
            .invoke(cookie, "SameSite", "Lax");
      }
      return true;
    } catch (NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException
        | IllegalStateException
        | UnsupportedOperationException e) {
      // Servlet 5.0, or too late for this container. The deployer gets a warning.
      return false;
    }
  }
}
