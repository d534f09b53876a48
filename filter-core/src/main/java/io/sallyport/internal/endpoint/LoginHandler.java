package io.sallyport.internal.endpoint;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.issue.TokenService;
import io.sallyport.internal.session.SessionLogin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Logs an authenticated user in, by a session or by a token cookie. It writes no status and no
 * body.
 */
public interface LoginHandler {

  /**
   * Logs a caller in.
   *
   * @return the caller for whom a session has begun; empty if none has begun
   */
  Optional<AuthPrincipal> logIn(
      HttpServletRequest request, HttpServletResponse response, AuthPrincipal caller)
      throws IOException;

  /** Begins a session. */
  static LoginHandler bySession(SessionLogin sessions) {
    return (request, response, caller) -> Optional.of(sessions.establish(request, caller));
  }

  /** Sets a token cookie. */
  static LoginHandler byCookie(TokenService tokens, TokenTransport cookies) {
    return (request, response, caller) -> {
      // The login is for a token only: the container must not keep a login of its own.
      ContainerLogout.from(request);
      cookies.send(request, response, tokens.begin(caller.getName(), caller.roles()));
      return Optional.empty();
    };
  }
}
