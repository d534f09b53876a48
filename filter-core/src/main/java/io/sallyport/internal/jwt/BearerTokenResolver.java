package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.http.Authorization;
import io.sallyport.internal.http.Parts;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;

/**
 * Where a token is looked for: the {@code Authorization} header, a cookie, the query string. The
 * header and the query string decide over the cookie, which a browser adds by itself; two tokens
 * sent on purpose are refused (RFC 6750, 2). The body is never read.
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
   * Carriers.
   *
   * @param header whether the {@code Authorization} header is looked at
   * @param cookie the name of the cookie that is looked at
   * @param query whether the query string of a GET or HEAD is looked at
   */
  public static BearerTokenResolver of(boolean header, Optional<String> cookie, boolean query) {
    return new BearerTokenResolver(header, cookie, query);
  }

  /**
   * The token that was sent on purpose, in the header or the query string.
   *
   * @throws RejectedTokenException if it has several, or one that cannot be one
   */
  Optional<UnverifiedBearerToken> findExplicit(HttpServletRequest request)
      throws RejectedTokenException {
    Optional<UnverifiedBearerToken> carried = header ? findInHeader(request) : Optional.empty();
    if (query && isRead(request.getMethod()) && request.getQueryString() != null) {
      Optional<UnverifiedBearerToken> inQuery = findInQuery(request.getQueryString());
      if (inQuery.isPresent() && carried.isPresent()) {
        throw new RejectedTokenException(
            Rejection.AMBIGUOUS_TOKEN, "tokens in the query string and elsewhere");
      }
      return inQuery.isPresent() ? inQuery : carried;
    }
    return carried;
  }

  // A HEAD is asked what the GET would answer (RFC 9110, 9.3.2).
  private static boolean isRead(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  /**
   * The token that a browser sends on its own, in the cookie.
   *
   * @throws RejectedTokenException if the cookie came twice: neither may be an attacker's choice
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
        return Optional.of(carried(authorization.requireUnverifiedToken(), false));
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
        found = Optional.of(carried(cookies[i].getValue(), true));
      }
    }
    if (found.isPresent() && isSentTwice(request, name)) {
      throw new RejectedTokenException(Rejection.AMBIGUOUS_COOKIE, "two token cookies");
    }
    return found;
  }

  /** Whether a cookie came twice. Undertow shows one of each name, whichever came last. */
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

  // Not by getParameter, which would read the body of a POST. Nothing is decoded: a token holds no
  // character that needs it.
  private static Optional<UnverifiedBearerToken> findInQuery(String query)
      throws RejectedTokenException {
    Optional<UnverifiedBearerToken> found = Optional.empty();
    for (String pair : Parts.of(query, '&')) {
      if (pair.startsWith(QUERY_PARAMETER + "=")) {
        if (found.isPresent()) {
          throw new RejectedTokenException(Rejection.AMBIGUOUS_TOKEN, "access_token occurs twice");
        }
        found = Optional.of(carried(pair.substring(QUERY_PARAMETER.length() + 1), false));
      }
    }
    return found;
  }

  private static UnverifiedBearerToken carried(String text, boolean ambient) {
    return new UnverifiedBearerToken(TokenText.of(text), ambient);
  }
}
