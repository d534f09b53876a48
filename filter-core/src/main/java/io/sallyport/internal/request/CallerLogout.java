package io.sallyport.internal.request;

import io.sallyport.internal.endpoint.ApplicationLogout;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.revocation.RevocationsUnavailableException;
import io.sallyport.internal.session.SessionLogout;
import io.sallyport.spi.StoreUnavailableException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Carries out {@code HttpServletRequest.logout} of a servlet. */
public final class CallerLogout {

  private final ApplicationLogout logout;
  private final Optional<SessionLogout> sessions;
  private final DecidedCaller decided;

  /**
   * Creates the logout.
   *
   * @param sessions ends sessions; empty if the mode has none
   */
  public CallerLogout(
      ApplicationLogout logout, Optional<SessionLogout> sessions, DecidedCaller decided) {
    this.logout = logout;
    this.sessions = sessions;
    this.decided = decided;
  }

  /**
   * Makes the rest of this request anonymous, and revokes the credentials that the browser holds.
   *
   * @throws StoreUnavailableException if the revocation may not be stored; then the caller is still
   *     logged in
   */
  void logout(HttpServletRequest request, HttpServletResponse response) throws ServletException {
    end(request, response);
    // Only if the container has a caller: otherwise Jetty without a realm answers 500.
    if (request.getUserPrincipal() != null) {
      request.logout();
    }
  }

  /** Does the same without calling the container, which is the caller here. */
  void end(HttpServletRequest request, HttpServletResponse response) {
    // Either the container calls us again for the application's logout, or this is a second logout
    // after another login of the application.
    if (decided.isContainerWide() && decided.isLoggedOut(request)) {
      sessions.ifPresent(session -> session.removeCaller(request));
      return;
    }
    endCredentials(request, response);
    decided.keep(request, RequestAttributes.LOGGED_OUT);
  }

  // Applications can catch only exceptions of our API.
  private void endCredentials(HttpServletRequest request, HttpServletResponse response) {
    try {
      logout.end(request, response);
    } catch (CredentialOutageException | RevocationsUnavailableException e) {
      throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }
}
