package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/**
 * Remembers, in the session, for whom the container was told to keep it. Tomcat gives the session a
 * new id whenever it is told of a caller afresh, and requests under way with the old one would lose
 * it: so it is told once, at login.
 */
public final class SessionRegistration {

  private SessionRegistration() {}

  /** Whether the container has been told of exactly this caller: same name, same roles. */
  public static boolean isOf(HttpServletRequest request, AuthPrincipal caller) {
    HttpSession session = request.getSession(false);
    try {
      return session != null && caller.equals(session.getAttribute(SessionAttributes.REGISTERED));
    } catch (IllegalStateException e) {
      // Another request has ended the session.
      return false;
    }
  }

  /** Notes that the container is told of this caller. Without a session nothing is noted. */
  public static void note(HttpServletRequest request, AuthPrincipal caller) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return;
    }
    try {
      session.setAttribute(SessionAttributes.REGISTERED, caller);
    } catch (IllegalStateException e) {
      // Another request has just ended the session: there is nothing to remember.
      return;
    }
  }
}
