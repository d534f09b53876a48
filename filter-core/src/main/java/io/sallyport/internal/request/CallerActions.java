package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.container.JaxRsCall;
import io.sallyport.internal.engine.Rejection;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Carries out role checks, login, logout and {@code authenticate} for the wrapped requests of one
 * application.
 */
public final class CallerActions {

  private final RoleCheck roles;
  private final CallerLogin login;
  private final CallerLogout logout;
  private final RejectionHandler rejectionHandler;

  /** Creates the actions of one application. */
  public CallerActions(
      RoleCheck roles, CallerLogin login, CallerLogout logout, RejectionHandler rejectionHandler) {
    this.roles = roles;
    this.login = login;
    this.logout = logout;
    this.rejectionHandler = rejectionHandler;
  }

  boolean isInRole(CallerIdentity caller, String role, HttpServletRequest request) {
    return roles.isInRole(caller, role, request);
  }

  /** Answers an anonymous request for {@code HttpServletRequest.authenticate}. */
  void challenge(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (JaxRsCall.isRunning()) {
      rejectionHandler.hint(response);
      return;
    }
    rejectionHandler.rejectAndEnd(request, response, Rejection.AUTHENTICATION_REQUIRED);
  }

  CallerIdentity login(HttpServletRequest request, String name, String password)
      throws ServletException {
    return login.login(request, name, password);
  }

  void logout(HttpServletRequest request, HttpServletResponse response) throws ServletException {
    logout.logout(request, response);
  }

  /** Ends the caller's credentials for a logout that the container has started. */
  void endCaller(HttpServletRequest request, HttpServletResponse response) {
    logout.end(request, response);
  }
}
