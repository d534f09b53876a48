package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.issue.LogoutTokens;
import io.sallyport.internal.jwt.RejectedTokenException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Receives the logout tokens of an identity provider (OpenID Connect Back-Channel Logout 1.0, 2.5
 * to 2.8). The provider sends the request itself, so the logout token is the only credential.
 */
public final class BackChannelLogoutEndpoint implements Endpoint {

  private final LogoutTokens tokens;

  private BackChannelLogoutEndpoint(LogoutTokens tokens) {
    this.tokens = tokens;
  }

  public static BackChannelLogoutEndpoint of(LogoutTokens tokens) {
    return new BackChannelLogoutEndpoint(tokens);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return EndpointResult.methodNotAllowed("POST");
    }
    try {
      String token = SubmittedFields.read(request).text("logout_token");
      tokens.carryOut(token);
      response.setHeader("Cache-Control", "no-store");
      response.setStatus(HttpServletResponse.SC_OK);
      return EndpointResult.answered();
    } catch (RejectedTokenException e) {
      return EndpointResult.rejected(
          Rejection.INVALID_LOGOUT_TOKEN, e.rejection() + ", " + e.facts());
    } catch (RejectedBodyException e) {
      return e.asInvalidRequest();
    }
  }
}
