package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.http.Authorization;
import io.sallyport.internal.http.Parts;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;

/**
 * Finds the token of a request: in the {@code Authorization} header, a cookie or the query string.
 * Header and query string take precedence over the cookie, which a browser sends on its own. A
 * request with several explicit tokens is rejected (RFC 6750, 2). The body is never read.
 */
public final class BearerTokenResolver {

  private static final String QUERY_PARAMETER = "access_token";

  private final boolean header;
  private final Optional<String> cookie;
  private final boolean query;

  private BearerTokenResolver(boolean header, Optional<String> cookie, boolean query) {
    this.header = header;
    this.cookie = cookie;
    this.query = query;
  }

  /**
   * Creates a resolver.
   *
   * @param header whether the {@code Authorization} header is read
   * @param cookie the name of the cookie that is read
   * @param query whether the query string of GET and HEAD requests is read
   */
  public static BearerTokenResolver of(boolean header, Optional<String> cookie, boolean query) {
    return new BearerTokenResolver(header, cookie, query);
  }

  /**
   * Finds the token that the client sent explicitly, in the header or the query string.
   *
   * @throws RejectedTokenException if there are several, or one is malformed
   */
  Optional<UnverifiedBearerToken> findExplicit(HttpServletRequest request)
      throws RejectedTokenException {
    Optional<UnverifiedBearerToken> inHeader = header ? findInHeader(request) : Optional.empty();
    if (query && isGetOrHead(request.getMethod()) && request.getQueryString() != null) {
      Optional<UnverifiedBearerToken> inQuery = findInQuery(request.getQueryString());
      if (inQuery.isPresent() && inHeader.isPresent()) {
        throw new RejectedTokenException(
            Rejection.AMBIGUOUS_TOKEN, "tokens in the query string and elsewhere");
      }
      return inQuery.isPresent() ? inQuery : inHeader;
    }
    return inHeader;
  }

  // HEAD gets the same response as GET (RFC 9110, 9.3.2).
  private static boolean isGetOrHead(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  /**
   * Finds the token that a browser sends on its own, in the cookie.
   *
   * @throws RejectedTokenException if the cookie came twice, since an attacker may have set one
   */
  Optional<UnverifiedBearerToken> findAmbient(HttpServletRequest request)
      throws RejectedTokenException {
    return cookie.isPresent() ? findInCookie(request, cookie.get()) : Optional.empty();
  }

  private static Optional<UnverifiedBearerToken> findInHeader(HttpServletRequest request)
      throws RejectedTokenException {
    Authorization authorization = Authorization.of(request);
    switch (authorization.form()) {
      case TOKEN:
        return Optional.of(bearer(authorization.requireUnverifiedToken(), false));
      case MALFORMED:
        throw new RejectedTokenException(
            Rejection.MALFORMED_AUTHORIZATION, "no token after Bearer, or more than a token");
      case AMBIGUOUS:
        throw new RejectedTokenException(
            Rejection.AMBIGUOUS_TOKEN, "a bearer token and another Authorization header");
      default:
        return Optional.empty();
    }
  }

  private static Optional<UnverifiedBearerToken> findInCookie(
      HttpServletRequest request, String name) throws RejectedTokenException {
    Cookie[] cookies = request.getCookies();
    Optional<UnverifiedBearerToken> found = Optional.empty();
    for (int i = 0; cookies != null && i < cookies.length; i++) {
      if (cookies[i].getName().equals(name) && !cookies[i].getValue().isEmpty()) {
        if (found.isPresent()) {
          throw new RejectedTokenException(Rejection.AMBIGUOUS_COOKIE, "two token cookies");
        }
        found = Optional.of(bearer(cookies[i].getValue(), true));
      }
    }
    if (found.isPresent() && isSentTwice(request, name)) {
      throw new RejectedTokenException(Rejection.AMBIGUOUS_COOKIE, "two token cookies");
    }
    return found;
  }

  /** Whether a cookie came twice. Undertow reports only the last cookie of each name. */
  public static boolean isSentTwice(HttpServletRequest request, String name) {
    Enumeration<String> lines = request.getHeaders("Cookie");
    int count = 0;
    while (lines != null && lines.hasMoreElements()) {
      for (String pair : Parts.of(lines.nextElement(), ';')) {
        String cookie = pair.trim();
        boolean same = cookie.startsWith(name + "=") && cookie.length() > name.length() + 1;
        count += same ? 1 : 0;
      }
    }
    return count > 1;
  }

  // Without getParameter, which would read the body of a POST. Without decoding: a token has no
  // character that needs it.
  private static Optional<UnverifiedBearerToken> findInQuery(String query)
      throws RejectedTokenException {
    Optional<UnverifiedBearerToken> found = Optional.empty();
    for (String pair : Parts.of(query, '&')) {
      if (pair.startsWith(QUERY_PARAMETER + "=")) {
        if (found.isPresent()) {
          throw new RejectedTokenException(Rejection.AMBIGUOUS_TOKEN, "access_token occurs twice");
        }
        found = Optional.of(bearer(pair.substring(QUERY_PARAMETER.length() + 1), false));
      }
    }
    return found;
  }

  private static UnverifiedBearerToken bearer(String text, boolean ambient) {
    return new UnverifiedBearerToken(TokenText.of(text), ambient);
  }
}
