package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** Puts a caller into a session, and takes one out. */
public final class SessionLogin {

  private final SessionLimits limits;
  private final Optional<AdoptedAttribute> adopted;

  private SessionLogin(SessionLimits limits, Optional<AdoptedAttribute> adopted) {
    this.limits = limits;
    this.adopted = adopted;
  }

  /** Logs in within these limits; logging out also takes away the application's own user. */
  public static SessionLogin of(SessionLimits limits, Optional<AdoptedAttribute> adopted) {
    return new SessionLogin(limits, adopted);
  }

  /**
   * Begins a session for a caller whose password was right. What an unknown visitor collected (a
   * basket) stays, under a new session id, so that nobody who knew the old id gets in (CWE-384);
   * what another caller left is dropped with their session.
   *
   * @return the caller as the session knows them from now on
   */
  public AuthPrincipal establish(HttpServletRequest request, AuthPrincipal caller) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      session = request.getSession(true);
    } else if (isSomebodys(session)) {
      session.invalidate();
      session = request.getSession(true);
    } else {
      request.changeSessionId();
    }
    AuthPrincipal kept = AuthPrincipal.of(caller.getName(), caller.roles(), AuthSource.SESSION);
    session.setAttribute(SessionAttributes.CALLER, kept);
    limits.begin(session);
    limits.limitIdleTime(session);
    return kept;
  }

  private boolean isSomebodys(HttpSession session) {
    return session.getAttribute(SessionAttributes.CALLER) != null
        || (adopted.isPresent() && adopted.get().isIn(session));
  }

  /**
   * Takes the caller out and leaves the session: what {@code HttpServletRequest.logout} means. The
   * container's own caller is not ours to forget.
   */
  public void forget(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.removeAttribute(SessionAttributes.CALLER);
      session.removeAttribute(SessionAttributes.SINCE);
      session.removeAttribute(SessionAttributes.REGISTERED);
      adopted.ifPresent(attribute -> attribute.removeFrom(session));
    }
  }

  /** Ends the session, on the server and at once. Without a session nothing happens. */
  public void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return;
    }
    try {
      session.invalidate();
    } catch (IllegalStateException e) {
      // Another request has just ended it, which is what was wanted.
      return;
    }
  }
}
