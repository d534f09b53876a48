package io.sallyport.internal.endpoint;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.issue.TokenService;
import io.sallyport.internal.login.PasswordAuthenticator;
import io.sallyport.internal.login.TooManyAttemptsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Checks a posted password and answers with tokens, as RFC 6749 section 5.1 writes them. No session
 * is begun.
 *
 * <p>Assumes that the cross-site check has been made.
 */
public final class TokenEndpoint implements Endpoint {

  private final PasswordAuthenticator credentials;
  private final TokenService desk;

  private TokenEndpoint(PasswordAuthenticator credentials, TokenService desk) {
    this.credentials = credentials;
    this.desk = desk;
  }

  /** An endpoint that hands out tokens. */
  public static TokenEndpoint of(PasswordAuthenticator credentials, TokenService desk) {
    return new TokenEndpoint(credentials, desk);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return Replies.onlyPost(response);
    }
    try {
      SubmittedLogin login = SubmittedLogin.read(request, "");
      Optional<AuthPrincipal> caller = credentials.check(request, login.name(), login.password());
      if (caller.isEmpty()) {
        return EndpointResult.refused(Rejection.BAD_CREDENTIALS);
      }
      // The password was for a token: the container shall not remember the caller beside it.
      ContainerLogout.from(request);
      TokenDelivery.inBody()
          .deliver(request, response, desk.begin(caller.get().getName(), caller.get().roles()));
      return EndpointResult.answered();
    } catch (RejectedLoginException e) {
      return e.asInvalidRequest();
    } catch (TooManyAttemptsException e) {
      return Replies.tooManyAttempts(response, e);
    }
  }
}
