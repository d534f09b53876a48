package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.issue.TokenService;
import io.sallyport.internal.issue.TokenService.IssuedTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Exchanges a refresh token for the next access token (RFC 6749, 6). It is posted as {@code
 * refresh_token} or sent in its cookie.
 *
 * <p>The CSRF check must precede it.
 */
public final class RefreshEndpoint implements Endpoint {

  private final TokenService tokens;
  private final TokenTransport transport;

  private RefreshEndpoint(TokenService tokens, TokenTransport transport) {
    this.tokens = tokens;
    this.transport = transport;
  }

  public static RefreshEndpoint of(TokenService tokens, TokenTransport transport) {
    return new RefreshEndpoint(tokens, transport);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return EndpointResult.methodNotAllowed("POST");
    }
    try {
      String posted = SubmittedFields.readIfAny(request).text("refresh_token");
      // A posted token is answered in the body. The script of a page cannot read the cookie and
      // posts none.
      return posted.isEmpty()
          ? exchange(request, response, transport.refreshToken(request), transport)
          : exchange(request, response, posted, TokenTransport.inBody());
    } catch (RejectedBodyException e) {
      return e.asInvalidRequest();
    }
  }

  private EndpointResult exchange(
      HttpServletRequest request, HttpServletResponse response, String token, TokenTransport way)
      throws IOException {
    if (token.isEmpty()) {
      return EndpointResult.rejected(Rejection.INVALID_REQUEST, "no refresh token");
    }
    Optional<IssuedTokens> next = tokens.exchange(token);
    if (next.isEmpty()) {
      way.clear(request, response);
      return EndpointResult.rejected(Rejection.INVALID_GRANT);
    }
    way.send(request, response, next.get());
    if (way.isInCookies()) {
      EndpointResponses.noContent(response);
    }
    return EndpointResult.answered();
  }
}
