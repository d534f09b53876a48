package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Optional;

/** Removes the caller from a session, or ends the session. */
public final class SessionLogout {

  private final Optional<AdoptedAttribute> adopted;
  private final boolean containerAsked;

  SessionLogout(Optional<AdoptedAttribute> adopted, boolean containerAsked) {
    this.adopted = adopted;
    this.containerAsked = containerAsked;
  }

  /**
   * Records whose data the session contains, before the container's caller is logged out: it is
   * dropped when another user logs in.
   */
  public static void recordLeaver(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    Principal caller = request.getUserPrincipal();
    if (session == null || caller == null) {
      return;
    }
    try {
      recordLeaver(session, caller.getName());
    } catch (IllegalStateException e) {
      // Another request has just ended the session, and with it the user's data.
      return;
    }
  }

  private static void recordLeaver(HttpSession session, String name) {
    Object before = session.getAttribute(SessionAttributes.LEFT);
    // Data of two users is for neither of them.
    session.setAttribute(SessionAttributes.LEFT, before == null || before.equals(name) ? name : "");
  }

  /**
   * Removes the caller and keeps the session, as {@code HttpServletRequest.logout} does. The
   * container's own caller is logged out by the container; only the name is recorded here.
   */
  public void removeCaller(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return;
    }
    if (containerAsked) {
      recordLeaver(request);
    }
    try {
      removeCaller(session);
    } catch (IllegalStateException e) {
      // Another request has just ended the session, and with it the login.
      return;
    }
  }

  private void removeCaller(HttpSession session) {
    findOwner(session).ifPresent(name -> recordLeaver(session, name));
    SessionQuota.release(session);
    session.removeAttribute(SessionAttributes.TOKENS);
    session.removeAttribute(SessionAttributes.CALLER);
    session.removeAttribute(SessionAttributes.SINCE);
    session.removeAttribute(SessionAttributes.ID);
    session.removeAttribute(SessionAttributes.REGISTERED);
    session.removeAttribute(SessionAttributes.ADOPTED);
    adopted.ifPresent(attribute -> attribute.removeFrom(session));
  }

  private Optional<String> findOwner(HttpSession session) {
    Object caller = session.getAttribute(SessionAttributes.CALLER);
    return caller instanceof AuthPrincipal
        ? Optional.of(((AuthPrincipal) caller).getName())
        : AdoptedCaller.fixedName(session)
            .or(() -> adopted.flatMap(attribute -> attribute.findName(session)));
  }

  /** Ends the session on the server, at once. Without a session nothing happens. */
  public void endSession(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return;
    }
    try {
      session.invalidate();
    } catch (IllegalStateException e) {
      // Another request has just ended the session.
      return;
    }
  }
}
