package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.http.Authorization;
import io.sallyport.internal.session.SessionLogout;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Ends whatever the caller is known by: the session, the token in the header or cookie with all
 * that came of its log-in, the refresh token; with {@code everywhere=true} everything of the
 * person. Only when all of that is certain does it say so: an outage is 503, and may be tried
 * again.
 *
 * <p>Without a store of what was taken back, a bearer token in the header cannot be ended: that is
 * said (RFC 7009 section 2.2.1), not pretended.
 *
 * <p>Assumes that the cross-site check has been made. Logging out twice is no error.
 */
public final class LogoutEndpoint implements Endpoint {

  private final Optional<SessionLogout> sessions;
  private final Optional<TokenLogout> tokens;
  private final TokenDelivery cookies;
  private final Optional<String> defaultUrl;

  private LogoutEndpoint(
      Optional<SessionLogout> sessions,
      Optional<TokenLogout> tokens,
      TokenDelivery cookies,
      Optional<String> defaultUrl) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.cookies = cookies;
    this.defaultUrl = defaultUrl;
  }

  /**
   * An endpoint that ends what it can.
   *
   * @param sessions empty in a mode without sessions
   * @param tokens empty if tokens cannot be taken back
   * @param cookies that carry tokens, if they do
   * @param defaultUrl where people are sent, relative to the context; without it, and to programs,
   *     the answer is 204
   */
  public static LogoutEndpoint of(
      Optional<SessionLogout> sessions,
      Optional<TokenLogout> tokens,
      TokenDelivery cookies,
      Optional<String> defaultUrl) {
    return new LogoutEndpoint(sessions, tokens, cookies, defaultUrl);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return Replies.onlyPost(response);
    }
    try {
      SubmittedFields fields = SubmittedFields.readIfAny(request);
      Optional<Rejection> refused = endTokens(request, fields);
      if (refused.isPresent()) {
        return EndpointResult.refused(refused.get());
      }
    } catch (RejectedLoginException e) {
      return e.asInvalidRequest();
    }
    endSession(request);
    cookies.clear(request, response);
    // A program has nothing to look at.
    if (defaultUrl.isPresent() && !Authorization.of(request).isBearer()) {
      Replies.seeOther(response, request.getContextPath() + defaultUrl.get());
    } else {
      Replies.done(response);
    }
    return EndpointResult.answered();
  }

  private Optional<Rejection> endTokens(HttpServletRequest request, SubmittedFields fields) {
    if (tokens.isPresent()) {
      String posted = fields.text("refresh_token");
      return tokens
          .get()
          .end(
              request,
              posted.isEmpty() ? cookies.carriedRefreshToken(request) : posted,
              fields.text("everywhere").equals("true"));
    }
    return Authorization.of(request).isBearer()
        ? Optional.of(Rejection.UNSUPPORTED_TOKEN_TYPE)
        : Optional.empty();
  }

  private void endSession(HttpServletRequest request) throws IOException {
    if (sessions.isEmpty()) {
      return;
    }
    sessions.get().endSession(request);
    ContainerLogout.from(request);
  }
}
