package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.spi.StoreUnavailableException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Optional;

/** Stores a caller in the session at login. */
public final class SessionLogin {

  private final SessionLimits limits;
  private final Optional<AdoptedAttribute> adopted;
  private final Optional<SessionQuota> quota;
  private final boolean containerAsked;

  private SessionLogin(
      SessionLimits limits,
      Optional<AdoptedAttribute> adopted,
      Optional<SessionQuota> quota,
      boolean containerAsked) {
    this.limits = limits;
    this.adopted = adopted;
    this.quota = quota;
    this.containerAsked = containerAsked;
  }

  /** Creates a login within these limits. Its logout also removes the application's own user. */
  public static SessionLogin of(SessionLimits limits, Optional<AdoptedAttribute> adopted) {
    return new SessionLogin(limits, adopted, Optional.empty(), true);
  }

  /** The same, with a maximum number of sessions per user. */
  public SessionLogin within(SessionQuota maximum) {
    return new SessionLogin(limits, adopted, Optional.of(maximum), containerAsked);
  }

  /**
   * The same, where the container's caller is the one that we reported to it, not a login of its
   * own.
   */
  public SessionLogin withoutContainer() {
    return new SessionLogin(limits, adopted, quota, false);
  }

  /** The logout that belongs to this login. */
  public SessionLogout logout() {
    return new SessionLogout(adopted, containerAsked);
  }

  /**
   * Begins a session for an authenticated user. The data of an anonymous session (a basket) stays,
   * under a new session id, so that the old id gives no access (CWE-384). The data of another user
   * is dropped with its session, also if that user has logged out before.
   *
   * @return the caller as the session stores it
   * @throws StoreUnavailableException if the quota cannot be read or written; then the login fails
   */
  public AuthPrincipal establish(HttpServletRequest request, AuthPrincipal caller) {
    try {
      return begin(request, caller);
    } catch (IllegalStateException e) {
      // Another login from the same browser has ended the session that this one began.
      return begin(request, caller);
    }
  }

  private AuthPrincipal begin(HttpServletRequest request, AuthPrincipal caller) {
    HttpSession session = claim(request, caller.getName());
    AuthPrincipal kept = AuthPrincipal.of(caller.getName(), caller.roles(), AuthSource.SESSION);
    if (quota.isPresent()) {
      count(session, kept.getName(), quota.get());
    }
    session.setAttribute(SessionAttributes.CALLER, kept);
    limits.limitIdleTime(session);
    return kept;
  }

  private static void count(HttpSession session, String name, SessionQuota quota) {
    try {
      quota.open(session, name);
    } catch (StoreUnavailableException e) {
      // The session stays anonymous: the user can try again and keeps the data in it.
      session.removeAttribute(SessionAttributes.SINCE);
      session.removeAttribute(SessionAttributes.ID);
      throw e;
    }
  }

  // The id is set within the lock, so that a concurrent login sees that the session is in use.
  private HttpSession claim(HttpServletRequest request, String name) {
    synchronized (LoginLocks.of(request)) {
      HttpSession session = fresh(request, name);
      limits.begin(session);
      return session;
    }
  }

  private HttpSession fresh(HttpServletRequest request, String name) {
    boolean otherLoggedOut = logOutOther(request, name);
    HttpSession session = request.getSession(false);
    try {
      if (session != null && !otherLoggedOut && !isOwned(session, name)) {
        request.changeSessionId();
        return session;
      }
      if (session != null) {
        session.invalidate();
      }
    } catch (IllegalStateException e) {
      // Another request of the same user has just ended it: the button was pressed twice.
      return request.getSession(true);
    }
    return request.getSession(true);
  }

  // The container's caller takes precedence over ours, and would stay the caller after our login.
  private boolean logOutOther(HttpServletRequest request, String name) {
    Principal current = containerAsked ? request.getUserPrincipal() : null;
    if (current == null || name.equals(current.getName())) {
      return false;
    }
    try {
      request.logout();
    } catch (ServletException e) {
      throw new IllegalStateException("server logout failed", e);
    }
    return true;
  }

  private boolean isOwned(HttpSession session, String name) {
    Object left = session.getAttribute(SessionAttributes.LEFT);
    return (left != null && !left.equals(name))
        || session.getAttribute(SessionAttributes.CALLER) != null
        || session.getAttribute(SessionAttributes.ID) != null
        || (adopted.isPresent() && adopted.get().isIn(session));
  }
}
