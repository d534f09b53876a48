package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.http.BasicPassword;
import io.sallyport.internal.http.HeaderCredential;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller of the container's own login, and the time of that login.
 *
 * <p>A session dates the login, or the request carries the credential again. A login with neither
 * (a single sign-on cookie, a request whose session has just been ended) may have any age: it is
 * ended if there is a maximum age, or if its user was logged out everywhere.
 */
final class ContainerCallers {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final SessionLimits limits;
  private final Optional<SessionRevocation> revocation;
  private final boolean keptInSessions;
  private final LoggedOutCallers loggedOut = new LoggedOutCallers();

  /**
   * Creates the callers of a container.
   *
   * @param keptInSessions whether the container keeps its login in the session
   */
  ContainerCallers(
      SessionLimits limits, Optional<SessionRevocation> revocation, boolean keptInSessions) {
    this.limits = limits;
    this.revocation = revocation;
    this.keptInSessions = keptInSessions;
  }

  /** Whether the container reports a caller that was not logged out in this request. */
  boolean isIn(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    return principal != null && !loggedOut.contains(request, principal.getName());
  }

  /** Finds the caller. If the login has expired, it is ended with its session. */
  AuthResult find(HttpServletRequest request, @Nullable HttpSession session) {
    CallerIdentity caller = CallerIdentity.ofContainer(request);
    String name = caller.principal().getName();
    Optional<Long> since = session == null ? Optional.empty() : dateOf(session, name);
    if (since.isEmpty() && PerRequestCredential.isIn(request, keptInSessions)) {
      return AuthResult.accepted(caller);
    }
    boolean expired =
        (session != null && since.isPresent())
            ? isExpired(session, since.get(), name)
            : isUndatedExpired(name);
    if (expired) {
      return endAndAuthenticateAgain(request, session);
    }
    AuthResult accepted = AuthResult.accepted(caller);
    return since.map(accepted::begunAt).orElse(accepted);
  }

  // If the container keeps its login in the session, no login is older than its session. If not, a
  // session may have begun long after the login, so only a session with an observed login counts.
  private Optional<Long> dateOf(HttpSession session, String name) {
    Object ours = session.getAttribute(SessionAttributes.CALLER);
    boolean observed =
        ours instanceof AuthPrincipal && ((AuthPrincipal) ours).getName().equals(name);
    return keptInSessions || observed
        ? Optional.of(SessionRevocation.since(session))
        : Optional.empty();
  }

  private boolean isExpired(HttpSession session, long since, String name) {
    return limits.isTooOld(since)
        || (revocation.isPresent() && revocation.get().isRevoked(session, name));
  }

  private boolean isUndatedExpired(String name) {
    return limits.isAgeLimited()
        || (revocation.isPresent() && revocation.get().isRevokedWhenever(name));
  }

  private AuthResult endAndAuthenticateAgain(
      HttpServletRequest request, @Nullable HttpSession session) {
    if (session != null) {
      session.invalidate();
    }
    return authenticateAgain(request);
  }

  /** Authenticates the caller of an ended session by the password in the request, if it has one. */
  AuthResult authenticateAgain(HttpServletRequest request) {
    Optional<BasicPassword> password =
        "BASIC".equalsIgnoreCase(request.getAuthType())
            ? HeaderCredential.of(request).basicPassword()
            : Optional.empty();
    logOut(request);
    return password.isPresent() && logIn(request, password.get())
        ? AuthResult.accepted(CallerIdentity.ofContainer(request))
        : AuthResult.none();
  }

  /** Logs the container's caller out. The rest of this request is anonymous. */
  void logOut(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    if (principal == null) {
      // Jetty without a realm fails on logout() if the request is anonymous.
      return;
    }
    loggedOut.add(request, principal.getName());
    try {
      request.logout();
    } catch (ServletException | IllegalStateException e) {
      LOGGER.log(Level.WARNING, "server logout failed: reason={0}", e.getMessage());
    }
  }

  // The server has not verified the password while a session or a cookie authenticated the caller.
  private boolean logIn(HttpServletRequest request, BasicPassword password) {
    try {
      request.login(password.name(), password.password());
    } catch (ServletException | IllegalStateException e) {
      LOGGER.log(Level.DEBUG, "login rejected by the server's realm");
      return false;
    }
    loggedOut.clear(request);
    return request.getUserPrincipal() != null;
  }
}
