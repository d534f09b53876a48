package io.sallyport.internal.endpoint;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.json.JsonText;
import io.sallyport.internal.jwt.IssuedToken;
import io.sallyport.internal.jwt.TokenIssuer;
import io.sallyport.internal.login.CredentialCheck;
import io.sallyport.internal.login.TooManyAttemptsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a posted password and answers with an access token, as RFC 6749 section 5.1 writes it. No
 * session is begun.
 *
 * <p>Assumes that the cross-site check has been made.
 */
public final class TokenEndpoint implements Endpoint {

  private final CredentialCheck credentials;
  private final TokenIssuer issuer;

  private TokenEndpoint(CredentialCheck credentials, TokenIssuer issuer) {
    this.credentials = credentials;
    this.issuer = issuer;
  }

  /** An endpoint that hands out tokens. */
  public static TokenEndpoint of(CredentialCheck credentials, TokenIssuer issuer) {
    return new TokenEndpoint(credentials, issuer);
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
      Replies.json(
          response,
          document(issuer.access(issuer.begin(caller.get().getName(), caller.get().roles()))));
      return EndpointResult.answered();
    } catch (RefusedLoginException e) {
      return EndpointResult.refused(e.rejection());
    } catch (TooManyAttemptsException e) {
      return Replies.tooManyAttempts(response, e);
    }
  }

  private static String document(IssuedToken token) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("access_token", token.text());
    members.put("token_type", "Bearer");
    members.put("expires_in", token.lifetime().toSeconds());
    return JsonText.of(members);
  }
}
