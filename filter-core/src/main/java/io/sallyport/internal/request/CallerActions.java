package io.sallyport.internal.request;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.container.JaxRsCall;
import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.endpoint.ApplicationLogout;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.login.PasswordAuthenticator;
import io.sallyport.internal.login.TooManyAttemptsException;
import io.sallyport.internal.revocation.RevocationsUnavailableException;
import io.sallyport.internal.session.SessionLogin;
import io.sallyport.spi.StoreUnavailableException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** What a servlet may ask of its request beyond reading: log in, log out, be challenged. */
public final class CallerActions {

  private final PasswordAuthenticator credentials;
  private final Optional<SessionLogin> sessions;
  private final ApplicationLogout logout;
  private final WebXml webXml;
  private final RejectionHandler responder;
  private final DecidedCaller decided;

  public CallerActions(
      PasswordAuthenticator credentials,
      Optional<SessionLogin> sessions,
      ApplicationLogout logout,
      WebXml webXml,
      RejectionHandler responder,
      DecidedCaller decided) {
    this.credentials = credentials;
    this.sessions = sessions;
    this.logout = logout;
    this.webXml = webXml;
    this.responder = responder;
    this.decided = decided;
  }

  /**
   * The role question as the Servlet specification answers it (5.0, 13.3): {@code *} is nobody's
   * role, {@code **} is every caller's unless the application declares a role of that name, and a
   * {@code <security-role-ref>} of the current servlet translates the name.
   *
   * @param request the container's, or what is around it; not the one that shows our caller
   */
  boolean isInRole(CallerIdentity caller, String role, HttpServletRequest request) {
    if (role == null || role.equals("*")) {
      return false;
    }
    if (role.equals("**") && !webXml.declaresRole("**")) {
      return true;
    }
    return caller.hasRole(linkedRole(role, request)) || isInContainersRole(caller, role, request);
  }

  // Where the container was told of this very caller, it may have roles of other names for what we
  // gave it as groups; a forward shall not see fewer than the servlet that forwards. Elsewhere, in
  // an async dispatch most of all, a server that ties roles to the thread would answer for a caller
  // of before: there only our answer counts.
  private boolean isInContainersRole(
      CallerIdentity caller, String role, HttpServletRequest request) {
    return decided.isContainerWide()
        && AuthenticatedThread.isCurrent(request)
        && caller.principal().equals(request.getUserPrincipal())
        && request.isUserInRole(role);
  }

  private String linkedRole(String role, HttpServletRequest request) {
    if (!webXml.hasRoleLinks()) {
      return role;
    }
    HttpServletMapping mapping = request.getHttpServletMapping();
    if (mapping == null) {
      return role;
    }
    return webXml.roleLink(mapping.getServletName(), role).orElse(role);
  }

  /** Answers a request that must not go on as nobody. */
  void challenge(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (JaxRsCall.isAsked()) {
      responder.hint(response);
      return;
    }
    responder.refuseAndEnd(request, response, Rejection.AUTHENTICATION_REQUIRED);
  }

  /**
   * Checks a password and makes the caller known for this request and, where the mode has sessions,
   * for those that follow. At a door of the container's it is the container who logs in.
   *
   * @throws ServletException if name or password is wrong, or somebody guessed too often
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
    // An application may hand on a parameter that did not come.
    if (name == null || password == null) {
      throw new ServletException("login failed");
    }
    try {
      return credentials
          .check(request, name, password)
          .orElseThrow(() -> new ServletException("login failed"));
    } catch (TooManyAttemptsException e) {
      throw new ServletException(e.getMessage());
    }
  }

  // The same in a forward as where the container is asked directly: its own realm, and not kept.
  private CallerIdentity loginToContainer(HttpServletRequest request, String name, String password)
      throws ServletException {
    request.login(name, password);
    CallerIdentity caller = CallerIdentity.ofContainer(request);
    decided.keep(request, caller);
    return caller;
  }

  /**
   * Forgets the caller, for the rest of this request and in the browser.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that what the browser
   *     holds is revoked: then the caller is still logged in
   */
  void logout(HttpServletRequest request, HttpServletResponse response) throws ServletException {
    forget(request, response);
    // Only where the container knows somebody: Jetty without a realm answers 500 otherwise.
    if (request.getUserPrincipal() != null) {
      request.logout();
    }
  }

  /** The same without the container: it is the one who tells us. */
  void forget(HttpServletRequest request, HttpServletResponse response) {
    // The application's call, of which the container tells us again; or a second one, after a login
    // of the application's own in between.
    if (decided.isContainerWide() && decided.isLoggedOut(request)) {
      sessions.ifPresent(login -> login.logout().removeCaller(request));
      return;
    }
    end(request, response);
    decided.keep(request, RequestAttributes.LOGGED_OUT);
  }

  // Applications can catch what is in our API only.
  private void end(HttpServletRequest request, HttpServletResponse response) {
    try {
      logout.end(request, response);
    } catch (CredentialOutageException | RevocationsUnavailableException e) {
      throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }
}
