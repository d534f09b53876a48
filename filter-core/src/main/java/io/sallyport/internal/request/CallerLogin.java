package io.sallyport.internal.request;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.login.PasswordAuthenticator;
import io.sallyport.internal.login.TooManyAttemptsException;
import io.sallyport.internal.session.SessionLogin;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Carries out {@code HttpServletRequest.login} of a servlet. */
public final class CallerLogin {

  private final PasswordAuthenticator authenticator;
  private final Optional<SessionLogin> sessions;
  private final DecidedCaller decided;

  /**
   * Creates the login.
   *
   * @param sessions starts sessions; empty if the mode has none
   */
  public CallerLogin(
      PasswordAuthenticator authenticator, Optional<SessionLogin> sessions, DecidedCaller decided) {
    this.authenticator = authenticator;
    this.sessions = sessions;
    this.decided = decided;
  }

  /**
   * Checks a password and sets the caller of this request. If the mode has sessions, the login
   * lasts for later requests. In an integration that the container calls, the container logs in.
   *
   * @throws ServletException if name or password is wrong, or there were too many attempts
   */
  CallerIdentity login(HttpServletRequest request, String name, String password)
      throws ServletException {
    if (decided.isContainerWide()) {
      return loginToContainer(request, name, password);
    }
    AuthPrincipal principal = check(request, name, password);
    sessions.ifPresent(login -> login.establish(request, principal));
    CallerIdentity caller = CallerIdentity.ofSession(principal);
    decided.keep(request, caller);
    return caller;
  }

  private AuthPrincipal check(HttpServletRequest request, String name, String password)
      throws ServletException {
    // An application may pass on a parameter that the client did not send.
    if (name == null || password == null) {
      throw new ServletException("login failed");
    }
    try {
      return authenticator
          .check(request, name, password)
          .orElseThrow(() -> new ServletException("login failed"));
    } catch (TooManyAttemptsException e) {
      throw new ServletException(e.getMessage());
    }
  }

  // A forward uses the container's own realm and starts no session of ours, as a direct call of the
  // container does.
  private CallerIdentity loginToContainer(HttpServletRequest request, String name, String password)
      throws ServletException {
    request.login(name, password);
    CallerIdentity caller = CallerIdentity.ofContainer(request);
    decided.keep(request, caller);
    return caller;
  }
}
