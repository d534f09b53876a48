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
 * Makes the container's session cookie one that scripts, other sites and links do not get at, where
 * the container still lets us: {@code HttpOnly}, {@code SameSite=Lax}, never in a URL.
 */
final class SessionCookies {

  private SessionCookies() {}

  /** Does what can be done and says, for the deployer, what could not. */
  static List<String> harden(ServletContext context) {
    List<String> leftOver = new ArrayList<>();
    if (!track(context)) {
      leftOver.add(
          "session IDs may appear in URLs; add to web.xml: <session-config><tracking-mode>COOKIE"
              + "</tracking-mode></session-config>");
    }
    if (!hideFromScripts(context)) {
      leftOver.add(
          "scripts can read the session cookie; add to web.xml: <session-config><cookie-config>"
              + "<http-only>true</http-only></cookie-config></session-config>");
    }
    if (!keepOnSite(context)) {
      leftOver.add(
          "the session cookie has no SameSite attribute, and this server does not let Sallyport set it;"
              + " set it in the server"
              + " (Tomcat, TomEE: <CookieProcessor sameSiteCookies=\"lax\"/> in META-INF/context.xml;"
              + " Payara: <property name=\"cookieSameSite\" value=\"Lax\"/> in the"
              + " <cookie-properties> of WEB-INF/payara-web.xml)");
    }
    return leftOver;
  }

  private static boolean track(ServletContext context) {
    Set<SessionTrackingMode> cookie = EnumSet.of(SessionTrackingMode.COOKIE);
    try {
      if (!cookie.equals(context.getEffectiveSessionTrackingModes())) {
        context.setSessionTrackingModes(cookie);
      }
      return true;
    } catch (IllegalStateException | UnsupportedOperationException | IllegalArgumentException e) {
      // Too late for this container, or one that has no such choice: the deployer is told.
      return false;
    }
  }

  private static boolean hideFromScripts(ServletContext context) {
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

  // Servlet 6.0 can set any attribute; compiled against 5.0, the method is found by name.
  private static boolean keepOnSite(ServletContext context) {
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
      // Servlet 5, or too late for this container: the deployer is told.
      return false;
    }
  }
}
