package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.engine.CredentialSource;
import io.sallyport.internal.revocation.RevocationsUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The caller whom the session knows: first the container's own, then whom our login put there, then
 * whom the application's login put there. Never creates a session; ends one that is too old.
 *
 * <p>Where we tell the container who is calling, what it remembers is our own word, and on some
 * servers outlives the session: then it is not asked.
 */
public final class SessionSource implements CredentialSource {

  private final SessionLimits limits;
  private final Optional<AdoptedCaller> adopted;
  private final boolean containerAsked;
  private final Optional<SessionRevocation> revocation;

  private SessionSource(
      SessionLimits limits,
      Optional<AdoptedCaller> adopted,
      boolean containerAsked,
      Optional<SessionRevocation> revocation) {
    this.limits = limits;
    this.adopted = adopted;
    this.containerAsked = containerAsked;
    this.revocation = revocation;
  }

  /** A source that adopts what the application's login left, if it is told where. */
  public static SessionSource of(SessionLimits limits, Optional<AdoptedAttribute> adopted) {
    return new SessionSource(limits, adopted.map(AdoptedCaller::new), true, Optional.empty());
  }

  /** The same, but what the container remembers of a caller counts for nothing. */
  public static SessionSource withoutContainer(
      SessionLimits limits, Optional<AdoptedAttribute> adopted) {
    return new SessionSource(limits, adopted.map(AdoptedCaller::new), false, Optional.empty());
  }

  /** The same, where sessions can be taken back. */
  public SessionSource revocable(SessionRevocation revocation) {
    return new SessionSource(limits, adopted, containerAsked, Optional.of(revocation));
  }

  @Override
  public AuthResult find(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    try {
      if (session != null && limits.isAgeLimited() && limits.isTooOld(session)) {
        session.invalidate();
        return AuthResult.none();
      }
      AuthResult found = findIn(request, session);
      if (found.isAccepted() && session != null && isRevoked(session, found.requireIdentity())) {
        session.invalidate();
        return AuthResult.none();
      }
      return found.isAccepted() && session != null
          ? found.begunAt(SessionRevocation.since(session))
          : found;
    } catch (RevocationsUnavailableException e) {
      throw new CredentialOutageException(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      // Another request has ended the session since we got hold of it: nobody is known.
      return AuthResult.none();
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
      return true;
    }
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

  private boolean isRevoked(HttpSession session, CallerIdentity caller) {
    return revocation.isPresent()
        && revocation.get().isRevoked(session, caller.principal().getName());
  }

  private AuthResult findIn(HttpServletRequest request, @Nullable HttpSession session) {
    if (containerAsked && request.getUserPrincipal() != null) {
      return AuthResult.accepted(CallerIdentity.ofContainer(request));
    }
    return session == null ? AuthResult.none() : findIn(session);
  }

  private AuthResult findIn(HttpSession session) {
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
