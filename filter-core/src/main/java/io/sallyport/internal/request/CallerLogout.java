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
   * A logout.
   *
   * @param sessions ends sessions; empty where the mode has none
   */
  public CallerLogout(
      ApplicationLogout logout, Optional<SessionLogout> sessions, DecidedCaller decided) {
    this.logout = logout;
    this.sessions = sessions;
    this.decided = decided;
  }

  /**
   * Ends the caller of the rest of this request, and the credentials that the browser holds.
   *
   * @throws StoreUnavailableException if it is not certain that those credentials are revoked: then
   *     the caller is still logged in
   */
  void logout(HttpServletRequest request, HttpServletResponse response) throws ServletException {
    end(request, response);
    // Only where the container has a caller: Jetty without a realm answers 500 otherwise.
    if (request.getUserPrincipal() != null) {
      request.logout();
    }
  }

  /** The same without the container: here the container calls us. */
  void end(HttpServletRequest request, HttpServletResponse response) {
    // The application's call, about which the container calls us again; or a second one, after a
    // login of the application's own in between.
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
