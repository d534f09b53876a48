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
  private final Optional<SessionQuota> quota;

  private SessionLogin(
      SessionLimits limits, Optional<AdoptedAttribute> adopted, Optional<SessionQuota> quota) {
    this.limits = limits;
    this.adopted = adopted;
    this.quota = quota;
  }

  /** Logs in within these limits; logging out also takes away the application's own user. */
  public static SessionLogin of(SessionLimits limits, Optional<AdoptedAttribute> adopted) {
    return new SessionLogin(limits, adopted, Optional.empty());
  }

  /** The same, where a person may have so many sessions only. */
  public SessionLogin within(SessionQuota most) {
    return new SessionLogin(limits, adopted, Optional.of(most));
  }

  /** Our own name for the session of a request; nothing if no login was seen in it. */
  public static Optional<String> idOf(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    try {
      Object id = session == null ? null : session.getAttribute(SessionAttributes.ID);
      return id instanceof String ? Optional.of((String) id) : Optional.empty();
    } catch (IllegalStateException e) {
      // Another request has ended the session.
      return Optional.empty();
    }
  }

  /** When the session of a request began, as for what is taken back; nothing without a session. */
  public static Optional<Long> sinceOf(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    try {
      return Optional.ofNullable(session).map(SessionRevocation::since);
    } catch (IllegalStateException e) {
      // Another request has ended the session.
      return Optional.empty();
    }
  }

  /**
   * Begins a session for a caller whose password was right. What an unknown visitor collected (a
   * basket) stays, under a new session id, so that nobody who knew the old id gets in (CWE-384);
   * what another caller left is dropped with their session.
   *
   * @return the caller as the session knows them from now on
   * @throws io.sallyport.spi.StoreUnavailableException if there is a quota that cannot be asked:
   *     then nobody is logged in
   */
  public AuthPrincipal establish(HttpServletRequest request, AuthPrincipal caller) {
    HttpSession session = fresh(request);
    AuthPrincipal kept = AuthPrincipal.of(caller.getName(), caller.roles(), AuthSource.SESSION);
    limits.begin(session);
    if (quota.isPresent()) {
      quota.get().opened(session, kept.getName());
    }
    session.setAttribute(SessionAttributes.CALLER, kept);
    limits.limitIdleTime(session);
    return kept;
  }

  private HttpSession fresh(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    try {
      if (session != null && !isSomebodys(session)) {
        request.changeSessionId();
        return session;
      }
      if (session != null) {
        session.invalidate();
      }
    } catch (IllegalStateException e) {
      // The same person's other request has just ended it: the button was pressed twice.
      return request.getSession(true);
    }
    return request.getSession(true);
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
      SessionQuota.ended(session);
      session.removeAttribute(SessionAttributes.CALLER);
      session.removeAttribute(SessionAttributes.SINCE);
      session.removeAttribute(SessionAttributes.ID);
      session.removeAttribute(SessionAttributes.REGISTERED);
      session.removeAttribute(SessionAttributes.ADOPTED);
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
