package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.issue.TokenService;
import io.sallyport.internal.issue.TokenService.IssuedTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Trades a refresh token in for the next access token (RFC 6749, 6). Posted as {@code
 * refresh_token}, or carried by its cookie.
 *
 * <p>Assumes that the cross-site check has been made.
 */
public final class RefreshEndpoint implements Endpoint {

  private final TokenService desk;
  private final TokenDelivery delivery;

  private RefreshEndpoint(TokenService desk, TokenDelivery delivery) {
    this.desk = desk;
    this.delivery = delivery;
  }

  public static RefreshEndpoint of(TokenService desk, TokenDelivery delivery) {
    return new RefreshEndpoint(desk, delivery);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return Replies.onlyPost(response);
    }
    try {
      String posted = SubmittedFields.readIfAny(request).text("refresh_token");
      // Who posts it wants it posted; a page's script, which cannot read the cookie, posts none.
      return posted.isEmpty()
          ? exchange(request, response, delivery.carriedRefreshToken(request), delivery)
          : exchange(request, response, posted, TokenDelivery.inBody());
    } catch (RejectedLoginException e) {
      return e.asInvalidRequest();
    }
  }

  private EndpointResult exchange(
      HttpServletRequest request, HttpServletResponse response, String token, TokenDelivery way)
      throws IOException {
    if (token.isEmpty()) {
      return EndpointResult.refused(Rejection.INVALID_REQUEST, "no refresh token");
    }
    Optional<IssuedTokens> next = desk.exchange(token);
    if (next.isEmpty()) {
      way.clear(request, response);
      return EndpointResult.refused(Rejection.INVALID_GRANT);
    }
    way.deliver(request, response, next.get());
    if (way.isInCookies()) {
      Replies.done(response);
    }
    return EndpointResult.answered();
  }
}
