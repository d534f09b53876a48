package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.session.SessionLogin;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Ends the session on the server and clears the token's cookie. A bearer token in the header cannot
 * be taken back without a denylist: that is said (RFC 7009 section 2.2.1), not pretended.
 *
 * <p>Assumes that the cross-site check has been made. Logging out twice is no error.
 */
public final class LogoutEndpoint implements Endpoint {

  private final Optional<SessionLogin> sessions;
  private final Optional<String> tokenCookie;
  private final Optional<String> defaultUrl;

  private LogoutEndpoint(
      Optional<SessionLogin> sessions, Optional<String> tokenCookie, Optional<String> defaultUrl) {
    this.sessions = sessions;
    this.tokenCookie = tokenCookie;
    this.defaultUrl = defaultUrl;
  }

  /**
   * An endpoint that ends what it can.
   *
   * @param sessions empty in a mode without sessions
   * @param tokenCookie the cookie that carries tokens, if one does
   * @param defaultUrl where people are sent, relative to the context; without it the answer is 204
   */
  public static LogoutEndpoint of(
      Optional<SessionLogin> sessions, Optional<String> tokenCookie, Optional<String> defaultUrl) {
    return new LogoutEndpoint(sessions, tokenCookie, defaultUrl);
  }

  @Override
  public EndpointResult serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      return Replies.onlyPost(response);
    }
    if (hasBearerHeader(request)) {
      return EndpointResult.refused(Rejection.UNSUPPORTED_TOKEN_TYPE);
    }
    endSession(request);
    tokenCookie.ifPresent(name -> clear(name, request, response));
    if (defaultUrl.isPresent()) {
      Replies.seeOther(response, request.getContextPath() + defaultUrl.get());
    } else {
      Replies.done(response);
    }
    return EndpointResult.answered();
  }

  private static boolean hasBearerHeader(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
  }

  private void endSession(HttpServletRequest request) throws IOException {
    if (sessions.isEmpty()) {
      return;
    }
    ContainerLogout.from(request);
    sessions.get().end(request);
  }

  // A cookie is replaced only by one of the same path, and we do not know where the application set
  // it: on the whole site or on its own context.
  private static void clear(String name, HttpServletRequest request, HttpServletResponse response) {
    response.addCookie(expired(name, "/", request));
    if (!request.getContextPath().isEmpty()) {
      response.addCookie(expired(name, request.getContextPath(), request));
    }
  }

  private static Cookie expired(String name, String path, HttpServletRequest request) {
    Cookie cookie = new Cookie(name, "");
    cookie.setMaxAge(0);
    cookie.setPath(path);
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    return cookie;
  }
}
