package io.sallyport.internal.endpoint;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.issue.TokenService;
import io.sallyport.internal.session.SessionLogin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** What a right password leads to. Writes no status and no body. */
public interface LoginHandler {

  /**
   * Lets a caller in.
   *
   * @return the caller whose session has begun, if one has
   */
  Optional<AuthPrincipal> admit(
      HttpServletRequest request, HttpServletResponse response, AuthPrincipal caller)
      throws IOException;

  /** A session. */
  static LoginHandler bySession(SessionLogin sessions) {
    return (request, response, caller) -> Optional.of(sessions.establish(request, caller));
  }

  /** A token in a cookie. */
  static LoginHandler byCookie(TokenService desk, TokenDelivery cookies) {
    return (request, response, caller) -> {
      // The password was for a token: the container shall not remember the caller beside it.
      ContainerLogout.from(request);
      cookies.deliver(request, response, desk.begin(caller.getName(), caller.roles()));
      return Optional.empty();
    };
  }
}
