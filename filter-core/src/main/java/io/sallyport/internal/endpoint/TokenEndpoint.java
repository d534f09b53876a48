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
 * Authenticates a user by a posted name and password, and answers with tokens (RFC 6749 section
 * 5.1). It begins no session.
 *
 * <p>The CSRF check must precede it.
 */
public final class TokenEndpoint implements Endpoint {

  private final PasswordAuthenticator credentials;
  private final TokenService tokens;

  private TokenEndpoint(PasswordAuthenticator credentials, TokenService tokens) {
    this.credentials = credentials;
    this.tokens = tokens;
  }

  /** Creates an endpoint that issues tokens. */
  public static TokenEndpoint of(PasswordAuthenticator credentials, TokenService tokens) {
    return new TokenEndpoint(credentials, tokens);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return EndpointResult.methodNotAllowed("POST");
    }
    try {
      SubmittedLogin login = SubmittedLogin.read(request, "");
      Optional<AuthPrincipal> caller = credentials.check(request, login.name(), login.password());
      if (caller.isEmpty()) {
        return EndpointResult.rejected(Rejection.BAD_CREDENTIALS);
      }
      // The login is for a token only: the container must not keep a login of its own.
      ContainerLogout.from(request);
      TokenTransport.inBody()
          .send(request, response, tokens.begin(caller.get().getName(), caller.get().roles()));
      return EndpointResult.answered();
    } catch (RejectedBodyException e) {
      return e.asInvalidRequest();
    } catch (TooManyAttemptsException e) {
      return EndpointResult.tooManyAttempts(e);
    }
  }
}
