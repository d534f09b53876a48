package io.sallyport.internal.endpoint;

import io.sallyport.internal.issue.IssuedToken;
import io.sallyport.internal.issue.TokenService.IssuedTokens;
import io.sallyport.internal.json.JsonText;
import io.sallyport.internal.jwt.BearerTokenResolver;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How tokens reach the client: in a JSON document (RFC 6749, 5.1), or in cookies that no script can
 * read, no other site's page sends, and the refresh token's only where it is traded in or ended.
 */
public final class TokenDelivery {

  private static final String REFRESH_SUFFIX = "-refresh";

  private final Optional<String> cookie;
  private final List<String> refreshPaths;

  private final boolean alwaysSecure;

  private TokenDelivery(Optional<String> cookie, List<String> refreshPaths, boolean alwaysSecure) {
    this.alwaysSecure = alwaysSecure;
    this.cookie = cookie;
    this.refreshPaths = List.copyOf(refreshPaths);
  }

  /** In the answer's body. */
  public static TokenDelivery inBody() {
    return new TokenDelivery(Optional.empty(), List.of(), false);
  }

  /**
   * In cookies.
   *
   * @param cookie of the access token; the refresh token's is called after it
   * @param refreshPaths where refresh tokens are traded in or ended, relative to the context; a
   *     cookie for each, since a browser sends it to no other path
   */
  public static TokenDelivery inCookies(String cookie, List<String> refreshPaths) {
    return new TokenDelivery(Optional.of(cookie), refreshPaths, false);
  }

  /** The same, with {@code Secure} also where the server sees plain http behind a TLS proxy. */
  public TokenDelivery secure(boolean always) {
    return new TokenDelivery(cookie, refreshPaths, always);
  }

  boolean isInCookies() {
    return cookie.isPresent();
  }

  /** Puts tokens into the answer; with cookies the rest of it is the caller's. */
  void deliver(HttpServletRequest request, HttpServletResponse response, IssuedTokens tokens)
      throws IOException {
    if (cookie.isEmpty()) {
      Replies.json(response, document(tokens));
      return;
    }
    if (BearerTokenResolver.isSentTwice(request, cookie.get())) {
      // Sent twice, neither counts. A login replaces both.
      clearAccess(request, response);
    }
    IssuedToken access = tokens.access();
    setCookie(
        request,
        response,
        cookie.get(),
        access.text(),
        access.lifetime().toSeconds(),
        accessPath(request));
    // Until the browser is closed; the token itself says when it is over.
    tokens.refresh().ifPresent(text -> setRefreshCookies(request, response, text, -1));
  }

  private void setRefreshCookies(
      HttpServletRequest request, HttpServletResponse response, String text, long seconds) {
    for (String path : refreshCookiePaths(request)) {
      setCookie(request, response, refreshCookie(), text, seconds, path);
    }
  }

  /** The refresh token that a request's cookie carries; empty if none, or if they differ. */
  String carriedRefreshToken(HttpServletRequest request) {
    String found = "";
    Cookie[] cookies = request.getCookies();
    if (cookie.isEmpty() || cookies == null) {
      return "";
    }
    for (Cookie candidate : cookies) {
      if (candidate.getName().equals(refreshCookie())) {
        // Of two paths one may lie in the other; then both of their cookies are sent.
        if (!found.isEmpty() && !found.equals(candidate.getValue())) {
          return "";
        }
        found = candidate.getValue();
      }
    }
    return found;
  }

  /** Removes the cookies. */
  public void clear(HttpServletRequest request, HttpServletResponse response) {
    if (cookie.isEmpty()) {
      return;
    }
    clearAccess(request, response);
    setRefreshCookies(request, response, "", 0);
  }

  /** Removes the access token's cookie only: the refresh token may bring the next one. */
  public void clearAccess(HttpServletRequest request, HttpServletResponse response) {
    if (cookie.isEmpty()) {
      return;
    }
    // One is replaced only by one of the same path, and we do not know where an application may
    // have set its own: on the whole site or on its context.
    setCookie(request, response, cookie.get(), "", 0, "/");
    if (!request.getContextPath().isEmpty()) {
      setCookie(request, response, cookie.get(), "", 0, accessPath(request));
    }
  }

  private String refreshCookie() {
    return cookie.orElse("") + REFRESH_SUFFIX;
  }

  // The names that browsers tie to the whole host (RFC 6265bis, 4.1.3.2) have no other path.
  private String accessPath(HttpServletRequest request) {
    boolean wholeHost = cookie.orElse("").startsWith("__Host-");
    return wholeHost || request.getContextPath().isEmpty() ? "/" : request.getContextPath();
  }

  private Set<String> refreshCookiePaths(HttpServletRequest request) {
    boolean wholeHost = cookie.orElse("").startsWith("__Host-");
    Set<String> paths = new LinkedHashSet<>();
    refreshPaths.forEach(path -> paths.add(wholeHost ? "/" : request.getContextPath() + path));
    return paths;
  }

  // By hand: the API of Servlet 5 knows no SameSite. All parts are checked at the start or made by
  // us.
  private void setCookie(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String value,
      long seconds,
      String path) {
    boolean secure =
        alwaysSecure
            || request.isSecure()
            || name.startsWith("__Host-")
            || name.startsWith("__Secure-");
    response.addHeader(
        "Set-Cookie",
        name
            + "="
            + value
            + (seconds < 0 ? "" : "; Max-Age=" + seconds)
            + "; Path="
            + path
            + "; HttpOnly; SameSite=Lax"
            + (secure ? "; Secure" : ""));
  }

  private static String document(IssuedTokens tokens) {
    Map<String, Object> members = members(tokens.access());
    tokens.refresh().ifPresent(text -> members.put("refresh_token", text));
    return JsonText.of(members);
  }

  /** An access token as RFC 6749 section 5.1 writes it. */
  static Map<String, Object> members(IssuedToken token) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("access_token", token.text());
    members.put("token_type", "Bearer");
    members.put("expires_in", token.lifetime().toSeconds());
    return members;
  }
}
