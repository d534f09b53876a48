package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.engine.CredentialSource;
import io.sallyport.internal.revocation.RevocationsUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * The caller whom the session knows: first the container's own, then whom our login put there, then
 * whom the application's login put there. Never creates a session; ends one that is too old.
 *
 * <p>Where we tell the container who is calling, what it remembers is our own word, and on some
 * servers outlives the session: then it is not asked.
 */
public final class SessionSource implements CredentialSource {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final SessionLimits limits;
  private final Optional<AdoptedCaller> adopted;
  private final CallersOfContainer asked;
  private final Optional<SessionRevocation> revocation;
  private final Optional<ContainerCallers> container;

  private SessionSource(
      SessionLimits limits,
      Optional<AdoptedCaller> adopted,
      CallersOfContainer asked,
      Optional<SessionRevocation> revocation) {
    this.limits = limits;
    this.adopted = adopted;
    this.asked = asked;
    this.revocation = revocation;
    this.container =
        asked == CallersOfContainer.NOT_ASKED
            ? Optional.empty()
            : Optional.of(
                new ContainerCallers(
                    limits, revocation, asked == CallersOfContainer.KEPT_IN_SESSIONS));
  }

  /** A source that adopts what the application's login left, if it is told where. */
  public static SessionSource of(SessionLimits limits, Optional<AdoptedAttribute> adopted) {
    return new SessionSource(
        limits,
        adopted.map(AdoptedCaller::new),
        CallersOfContainer.KEPT_IN_SESSIONS,
        Optional.empty());
  }

  /** The same, but what the container remembers of a caller counts for nothing. */
  public SessionSource withoutContainer() {
    return new SessionSource(limits, adopted, CallersOfContainer.NOT_ASKED, revocation);
  }

  /**
   * The same, where the container remembers its callers by a cookie of its own, not in sessions.
   */
  public SessionSource keptOutsideSessions() {
    return new SessionSource(limits, adopted, CallersOfContainer.KEPT_OUTSIDE, revocation);
  }

  /** The same, where sessions can be taken back. */
  public SessionSource revocable(SessionRevocation revocations) {
    return new SessionSource(limits, adopted, asked, Optional.of(revocations));
  }

  @Override
  public AuthResult find(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    try {
      if (container.isPresent() && container.get().isIn(request)) {
        return container.get().find(request, session);
      }
      return session == null ? AuthResult.none() : findIn(session);
    } catch (RevocationsUnavailableException e) {
      throw new CredentialOutageException(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      // Another request has ended the session since we got hold of it, and with it the login.
      return container.map(callers -> callers.askAgain(request)).orElse(AuthResult.none());
    }
  }

  /** Ends the session, on the server and at once. */
  @Override
  public boolean end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    try {
      if (session != null) {
        session.invalidate();
      }
    } catch (IllegalStateException e) {
      // Another request has just ended it, which is what was wanted.
      LOGGER.log(Level.DEBUG, "the session has ended already");
    }
    // A login that the container keeps elsewhere would come back with the next request.
    container.ifPresent(callers -> callers.logOut(request));
    return true;
  }

  // Sessions often lie in the same database as what was taken back, and a server that cannot read
  // one says that there is none: while that database is away, nobody is told that they have none.
  @Override
  public void requireNobody(HttpServletRequest request) {
    if (revocation.isEmpty()
        || request.getRequestedSessionId() == null
        || request.getSession(false) != null) {
      return;
    }
    try {
      revocation.get().requireReadable();
    } catch (RevocationsUnavailableException e) {
      throw new CredentialOutageException(String.valueOf(e.getMessage()));
    }
  }

  private AuthResult findIn(HttpSession session) {
    if (limits.isAgeLimited() && limits.isTooOld(session)) {
      session.invalidate();
      return AuthResult.none();
    }
    AuthResult found = loginIn(session);
    if (!found.isAccepted()) {
      return found;
    }
    String name = found.requireIdentity().principal().getName();
    if (revocation.isPresent() && revocation.get().isRevoked(session, name)) {
      session.invalidate();
      return AuthResult.none();
    }
    return found.begunAt(SessionRevocation.since(session));
  }

  private AuthResult loginIn(HttpSession session) {
    Object caller = session.getAttribute(SessionAttributes.CALLER);
    if (caller instanceof AuthPrincipal) {
      return AuthResult.accepted(CallerIdentity.ofSession((AuthPrincipal) caller));
    }
    if (adopted.isEmpty()) {
      return AuthResult.none();
    }
    return adopted
        .get()
        .find(session)
        .map(principal -> AuthResult.accepted(CallerIdentity.ofSession(principal)))
        .orElse(AuthResult.none());
  }
}
