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
 * The caller whom the container shows by its own login, and when that login was.
 *
 * <p>A session dates it, or the request proves it anew. A login that is neither dated nor proved (a
 * single sign-on cookie, a request whose session has just been ended) may be of any age: it is
 * ended where a login has a greatest age, and where its person was logged out everywhere.
 */
final class ContainerCallers {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final SessionLimits limits;
  private final Optional<SessionRevocation> revocation;
  private final boolean keptInSessions;
  private final EndedCallers ended = new EndedCallers();

  /**
   * Callers of a container.
   *
   * @param keptInSessions whether it remembers them in their sessions
   */
  ContainerCallers(
      SessionLimits limits, Optional<SessionRevocation> revocation, boolean keptInSessions) {
    this.limits = limits;
    this.revocation = revocation;
    this.keptInSessions = keptInSessions;
  }

  /** Whether the container shows a caller who has not been ended in this request. */
  boolean isIn(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    return principal != null && !ended.contains(request, principal.getName());
  }

  /** The caller, unless the login is over: then it is ended, with its session. */
  AuthResult find(HttpServletRequest request, @Nullable HttpSession session) {
    CallerIdentity caller = CallerIdentity.ofContainer(request);
    String name = caller.principal().getName();
    Optional<Long> since = session == null ? Optional.empty() : dateOf(session, name);
    if (since.isEmpty() && ResentCredential.isIn(request, keptInSessions)) {
      return AuthResult.accepted(caller);
    }
    boolean over =
        (session != null && since.isPresent())
            ? isOver(session, since.get(), name)
            : isUndatedOver(name);
    if (over) {
      return endAndAskAgain(request, session);
    }
    AuthResult accepted = AuthResult.accepted(caller);
    return since.map(accepted::begunAt).orElse(accepted);
  }

  // Where the container keeps its callers in sessions, no login is older than its session. Where
  // not, a session may have begun long after the login, so only one counts in which we saw it.
  private Optional<Long> dateOf(HttpSession session, String name) {
    Object ours = session.getAttribute(SessionAttributes.CALLER);
    boolean seen = ours instanceof AuthPrincipal && ((AuthPrincipal) ours).getName().equals(name);
    return keptInSessions || seen
        ? Optional.of(SessionRevocation.since(session))
        : Optional.empty();
  }

  private boolean isOver(HttpSession session, long since, String name) {
    return limits.isTooOld(since)
        || (revocation.isPresent() && revocation.get().isRevoked(session, name));
  }

  private boolean isUndatedOver(String name) {
    return limits.isAgeLimited()
        || (revocation.isPresent() && revocation.get().isRevokedWhenever(name));
  }

  private AuthResult endAndAskAgain(HttpServletRequest request, @Nullable HttpSession session) {
    if (session != null) {
      session.invalidate();
    }
    return askAgain(request);
  }

  /** The caller whose session has ended: nobody, unless the request proves the login anew. */
  AuthResult askAgain(HttpServletRequest request) {
    Optional<BasicPassword> password =
        "BASIC".equalsIgnoreCase(request.getAuthType())
            ? HeaderCredential.of(request).basicPassword()
            : Optional.empty();
    logOut(request);
    return password.isPresent() && logIn(request, password.get())
        ? AuthResult.accepted(CallerIdentity.ofContainer(request))
        : AuthResult.none();
  }

  /** Makes the container forget its caller, who is none for the rest of this request. */
  void logOut(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    if (principal == null) {
      // Jetty without a realm fails on logout() where nobody is logged in.
      return;
    }
    ended.add(request, principal.getName());
    try {
      request.logout();
    } catch (ServletException | IllegalStateException e) {
      LOGGER.log(Level.WARNING, "the container did not log out: {0}", e.getMessage());
    }
  }

  // The server has not looked at the password while a session or a cookie told who calls.
  private boolean logIn(HttpServletRequest request, BasicPassword password) {
    try {
      request.login(password.name(), password.password());
    } catch (ServletException | IllegalStateException e) {
      LOGGER.log(Level.DEBUG, "the server's realm refused a login");
      return false;
    }
    ended.clear(request);
    return request.getUserPrincipal() != null;
  }
}
