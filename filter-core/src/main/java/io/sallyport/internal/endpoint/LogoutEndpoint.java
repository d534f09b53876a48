package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.http.Authorization;
import io.sallyport.internal.session.SessionLogout;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Ends all credentials of the caller: the session, the token in the header or cookie with all
 * tokens of its login, and the refresh token; with {@code everywhere=true} all sessions and tokens
 * of the user. It reports success only if all of that is certain: an outage is answered with 503,
 * and the client can try again.
 *
 * <p>If there is no revocation list, a bearer token in the header cannot be revoked, and the answer
 * says so (RFC 7009 section 2.2.1).
 *
 * <p>The CSRF check must precede it. A repeated logout is no error.
 */
public final class LogoutEndpoint implements Endpoint {

  private final Optional<SessionLogout> sessions;
  private final Optional<TokenLogout> tokens;
  private final TokenTransport cookies;
  private final Optional<String> defaultUrl;

  private LogoutEndpoint(
      Optional<SessionLogout> sessions,
      Optional<TokenLogout> tokens,
      TokenTransport cookies,
      Optional<String> defaultUrl) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.cookies = cookies;
    this.defaultUrl = defaultUrl;
  }

  /**
   * Creates a logout endpoint.
   *
   * @param sessions empty in a mode without sessions
   * @param tokens empty if tokens cannot be revoked
   * @param cookies how tokens reach the client
   * @param defaultUrl the page to which a browser is redirected, relative to the context; if empty,
   *     and for clients with a bearer token, the answer is 204
   */
  public static LogoutEndpoint of(
      Optional<SessionLogout> sessions,
      Optional<TokenLogout> tokens,
      TokenTransport cookies,
      Optional<String> defaultUrl) {
    return new LogoutEndpoint(sessions, tokens, cookies, defaultUrl);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return EndpointResult.methodNotAllowed("POST");
    }
    try {
      SubmittedFields fields = SubmittedFields.readIfAny(request);
      Optional<Rejection> rejected = endTokens(request, fields);
      if (rejected.isPresent()) {
        return EndpointResult.rejected(rejected.get());
      }
    } catch (RejectedBodyException e) {
      return e.asInvalidRequest();
    }
    endSession(request);
    cookies.clear(request, response);
    answer(request, response);
    return EndpointResult.answered();
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) {
    // A client with a bearer token is no browser.
    if (defaultUrl.isPresent() && !Authorization.of(request).isBearer()) {
      EndpointResponses.seeOther(response, request.getContextPath() + defaultUrl.get());
    } else {
      EndpointResponses.noContent(response);
    }
  }

  private Optional<Rejection> endTokens(HttpServletRequest request, SubmittedFields fields) {
    if (tokens.isPresent()) {
      String posted = fields.text("refresh_token");
      return tokens
          .get()
          .end(
              request,
              posted.isEmpty() ? cookies.refreshToken(request) : posted,
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
