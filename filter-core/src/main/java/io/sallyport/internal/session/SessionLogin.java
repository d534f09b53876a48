package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.spi.StoreUnavailableException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Optional;

/** Puts a caller into a session, and takes one out. */
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

  /** Logs in within these limits; logging out also takes away the application's own user. */
  public static SessionLogin of(SessionLimits limits, Optional<AdoptedAttribute> adopted) {
    return new SessionLogin(limits, adopted, Optional.empty(), true);
  }

  /** The same, where a person may have so many sessions only. */
  public SessionLogin within(SessionQuota most) {
    return new SessionLogin(limits, adopted, Optional.of(most), containerAsked);
  }

  /** The same, where whom the container knows is our own word: nobody else's login. */
  public SessionLogin withoutContainer() {
    return new SessionLogin(limits, adopted, quota, false);
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

  /**
   * The same, and a session whose login was not seen (the container's own) gets a name from now on:
   * what is made from it must end with it. Nothing without a session.
   */
  public static Optional<String> nameOf(HttpServletRequest request) {
    synchronized (LoginTurns.of(request)) {
      HttpSession session = request.getSession(false);
      try {
        if (session != null && idOf(request).isEmpty()) {
          SessionLimits.name(session);
        }
      } catch (IllegalStateException e) {
        // Another request has ended the session.
        return Optional.empty();
      }
      return idOf(request);
    }
  }

  /**
   * The id of the tokens that are made from the session of a request: they are revoked by it when
   * the session ends or its caller logs out. Nothing without a session.
   */
  public static Optional<String> tokensOf(HttpServletRequest request) {
    synchronized (LoginTurns.of(request)) {
      HttpSession session = request.getSession(false);
      try {
        return Optional.ofNullable(session).map(SessionLogin::tokens).map(SessionTokens::id);
      } catch (IllegalStateException e) {
        // Another request has ended the session.
        return Optional.empty();
      }
    }
  }

  private static SessionTokens tokens(HttpSession session) {
    Object found = session.getAttribute(SessionAttributes.TOKENS);
    if (found instanceof SessionTokens && !((SessionTokens) found).isRevoked()) {
      return (SessionTokens) found;
    }
    SessionTokens made = new SessionTokens();
    session.setAttribute(SessionAttributes.TOKENS, made);
    return made;
  }

  /**
   * Before the container's caller is logged out: what they leave in the session is theirs, and is
   * dropped when somebody else logs in.
   */
  public static void leave(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    Principal caller = request.getUserPrincipal();
    if (session == null || caller == null) {
      return;
    }
    try {
      leave(session, caller.getName());
    } catch (IllegalStateException e) {
      // Another request has just ended the session, and with it what they left.
      return;
    }
  }

  private static void leave(HttpSession session, String name) {
    Object before = session.getAttribute(SessionAttributes.LEFT);
    // What two people left is for nobody.
    session.setAttribute(SessionAttributes.LEFT, before == null || before.equals(name) ? name : "");
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
   * what another caller left is dropped with their session, also if they logged out before.
   *
   * @return the caller as the session knows them from now on
   * @throws io.sallyport.spi.StoreUnavailableException if there is a quota that cannot be asked:
   *     then nobody is logged in
   */
  public AuthPrincipal establish(HttpServletRequest request, AuthPrincipal caller) {
    try {
      return begin(request, caller);
    } catch (IllegalStateException e) {
      // Another login from the same browser has ended the session that this one had begun.
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
      quota.opened(session, name);
    } catch (StoreUnavailableException e) {
      // Nobody's, as before: the visitor may try again and finds their basket.
      session.removeAttribute(SessionAttributes.SINCE);
      session.removeAttribute(SessionAttributes.ID);
      throw e;
    }
  }

  // From its turn on the session has a name, so that a second login sees that it is somebody's.
  private HttpSession claim(HttpServletRequest request, String name) {
    synchronized (LoginTurns.of(request)) {
      HttpSession session = fresh(request, name);
      limits.begin(session);
      return session;
    }
  }

  private HttpSession fresh(HttpServletRequest request, String name) {
    boolean containersOther = logOutOther(request, name);
    HttpSession session = request.getSession(false);
    try {
      if (session != null && !containersOther && !isSomebodys(session, name)) {
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

  // The container is asked first who calls: whom it knows would stay the caller after our login.
  private boolean logOutOther(HttpServletRequest request, String name) {
    Principal known = containerAsked ? request.getUserPrincipal() : null;
    if (known == null || name.equals(known.getName())) {
      return false;
    }
    try {
      request.logout();
    } catch (ServletException e) {
      throw new IllegalStateException("the container did not log out", e);
    }
    return true;
  }

  private boolean isSomebodys(HttpSession session, String name) {
    Object left = session.getAttribute(SessionAttributes.LEFT);
    return (left != null && !left.equals(name))
        || session.getAttribute(SessionAttributes.CALLER) != null
        || session.getAttribute(SessionAttributes.ID) != null
        || (adopted.isPresent() && adopted.get().isIn(session));
  }

  /**
   * Takes the caller out and leaves the session: what {@code HttpServletRequest.logout} means. The
   * container's own caller is not ours to forget, but what they left is not for another.
   */
  public void forget(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return;
    }
    if (containerAsked) {
      leave(request);
    }
    try {
      takeOut(session);
    } catch (IllegalStateException e) {
      // Another request has just ended it, and with it the login.
      return;
    }
  }

  private void takeOut(HttpSession session) {
    owner(session).ifPresent(name -> leave(session, name));
    SessionQuota.ended(session);
    session.removeAttribute(SessionAttributes.TOKENS);
    session.removeAttribute(SessionAttributes.CALLER);
    session.removeAttribute(SessionAttributes.SINCE);
    session.removeAttribute(SessionAttributes.ID);
    session.removeAttribute(SessionAttributes.REGISTERED);
    session.removeAttribute(SessionAttributes.ADOPTED);
    adopted.ifPresent(attribute -> attribute.removeFrom(session));
  }

  private Optional<String> owner(HttpSession session) {
    Object caller = session.getAttribute(SessionAttributes.CALLER);
    return caller instanceof AuthPrincipal
        ? Optional.of(((AuthPrincipal) caller).getName())
        : AdoptedCaller.fixedName(session)
            .or(() -> adopted.flatMap(attribute -> attribute.findName(session)));
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
