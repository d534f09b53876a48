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
 * Reads the caller from the session: first the container's own caller, then the caller of our
 * login, then the caller of the application's login. It never creates a session, and ends a session
 * beyond the maximum age.
 *
 * <p>With a container-wide integration the container's caller is the one that we reported, and on
 * some servers it outlives the session. Then it is ignored.
 */
public final class SessionSource implements CredentialSource {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final SessionLimits limits;
  private final Optional<AdoptedCaller> adopted;
  private final ContainerLoginStorage containerStorage;
  private final Optional<SessionRevocation> revocation;
  private final Optional<ContainerCallers> container;

  private SessionSource(
      SessionLimits limits,
      Optional<AdoptedCaller> adopted,
      ContainerLoginStorage containerStorage,
      Optional<SessionRevocation> revocation) {
    this.limits = limits;
    this.adopted = adopted;
    this.containerStorage = containerStorage;
    this.revocation = revocation;
    this.container =
        containerStorage == ContainerLoginStorage.IGNORED
            ? Optional.empty()
            : Optional.of(
                new ContainerCallers(
                    limits, revocation, containerStorage == ContainerLoginStorage.IN_SESSIONS));
  }

  /**
   * Creates a source that also adopts the application's own login, if it has an attribute to adopt.
   */
  public static SessionSource of(SessionLimits limits, Optional<AdoptedAttribute> adopted) {
    return new SessionSource(
        limits,
        adopted.map(AdoptedCaller::new),
        ContainerLoginStorage.IN_SESSIONS,
        Optional.empty());
  }

  /** The same, but the container's caller is ignored. */
  public SessionSource withoutContainer() {
    return new SessionSource(limits, adopted, ContainerLoginStorage.IGNORED, revocation);
  }

  /**
   * The same, where the container keeps its login in a cookie of its own and not in the session.
   */
  public SessionSource keptOutsideSessions() {
    return new SessionSource(limits, adopted, ContainerLoginStorage.OUTSIDE_SESSIONS, revocation);
  }

  /** The same, where sessions can be revoked. */
  public SessionSource revocable(SessionRevocation revocations) {
    return new SessionSource(limits, adopted, containerStorage, Optional.of(revocations));
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
      // Another request has ended the session meanwhile, and with it the login.
      return container.map(callers -> callers.authenticateAgain(request)).orElse(AuthResult.none());
    }
  }

  /** Ends the session on the server, at once. */
  @Override
  public boolean end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    try {
      if (session != null) {
        session.invalidate();
      }
    } catch (IllegalStateException e) {
      // Another request has just ended it.
      LOGGER.log(Level.DEBUG, "session already ended");
    }
    // A login that the container keeps outside the session would be valid in the next request.
    container.ifPresent(callers -> callers.logOut(request));
    return true;
  }

  // Sessions are often in the same database as revocations, and a server that cannot read a session
  // reports that there is none. While that database is unavailable, a request with a session id
  // must not be treated as anonymous.
  @Override
  public void requireAnonymous(HttpServletRequest request) {
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
    AuthResult found = readLogin(session);
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

  private AuthResult readLogin(HttpSession session) {
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
