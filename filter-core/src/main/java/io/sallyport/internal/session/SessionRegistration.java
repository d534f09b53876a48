package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/**
 * Records in the session which caller was reported to the container. Tomcat changes the session id
 * at each report, and concurrent requests with the old id would lose the session. So the caller is
 * reported once, at login.
 */
public final class SessionRegistration {

  private SessionRegistration() {}

  /** Whether exactly this caller (name and roles) was reported to the container. */
  public static boolean isOf(HttpServletRequest request, AuthPrincipal caller) {
    HttpSession session = request.getSession(false);
    try {
      return session != null && caller.equals(session.getAttribute(SessionAttributes.REGISTERED));
    } catch (IllegalStateException e) {
      // Another request has ended the session.
      return false;
    }
  }

  /**
   * Records that this caller is reported to the container. Without a session nothing is recorded.
   */
  public static void record(HttpServletRequest request, AuthPrincipal caller) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return;
    }
    try {
      session.setAttribute(SessionAttributes.REGISTERED, caller);
    } catch (IllegalStateException e) {
      // Another request has just ended the session.
      return;
    }
  }
}
