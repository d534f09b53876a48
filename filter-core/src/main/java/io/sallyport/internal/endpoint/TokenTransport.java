package io.sallyport.internal.endpoint;

import io.sallyport.internal.issue.IssuedToken;
import io.sallyport.internal.issue.TokenService.IssuedTokens;
import io.sallyport.internal.json.JsonText;
import io.sallyport.internal.jwt.BearerTokenResolver;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends tokens to the client, in a JSON document (RFC 6749, 5.1) or in cookies. The cookies are
 * HttpOnly and SameSite. The refresh token's cookie is sent only to the paths that exchange or end
 * it.
 */
public final class TokenTransport {

  private static final String REFRESH_SUFFIX = "-refresh";
  private static final String HOST_PREFIX = "__Host-";

  private final Optional<String> cookie;
  private final List<String> refreshPaths;
  private final boolean alwaysSecure;

  private TokenTransport(Optional<String> cookie, List<String> refreshPaths, boolean alwaysSecure) {
    this.cookie = cookie;
    this.refreshPaths = List.copyOf(refreshPaths);
    this.alwaysSecure = alwaysSecure;
  }

  /** Sends tokens in the body of the response. */
  public static TokenTransport inBody() {
    return new TokenTransport(Optional.empty(), List.of(), false);
  }

  /**
   * Sends tokens in cookies.
   *
   * @param cookie the cookie name of the access token; that of the refresh token is derived from it
   * @param refreshPaths the paths that exchange or end refresh tokens, relative to the context;
   *     each gets a cookie of its own
   */
  public static TokenTransport inCookies(String cookie, List<String> refreshPaths) {
    return new TokenTransport(Optional.of(cookie), refreshPaths, false);
  }

  /** The same, with {@code Secure} also for plain http requests of a TLS proxy. */
  public TokenTransport secure(boolean always) {
    return new TokenTransport(cookie, refreshPaths, always);
  }

  boolean isInCookies() {
    return cookie.isPresent();
  }

  /**
   * Writes tokens to the response. With cookies, the code that calls this writes status and body.
   */
  void send(HttpServletRequest request, HttpServletResponse response, IssuedTokens tokens)
      throws IOException {
    if (cookie.isEmpty()) {
      EndpointResponses.json(response, document(tokens));
      return;
    }
    if (BearerTokenResolver.isSentTwice(request, cookie.get())) {
      // A cookie that is sent twice is ignored. A login replaces both.
      clearAccess(request, response);
    }
    IssuedToken access = tokens.access();
    accessCookie(request).add(response, access.text(), access.lifetime().toSeconds());
    // Until the browser is closed. The token has its own expiry.
    tokens
        .refresh()
        .ifPresent(
            text ->
                refreshCookies(request).forEach(target -> target.addForSession(response, text)));
  }

  /**
   * The refresh token in the request's cookie; empty if there is none, or if several cookies
   * differ.
   */
  String refreshToken(HttpServletRequest request) {
    String found = "";
    Cookie[] cookies = request.getCookies();
    if (cookie.isEmpty() || cookies == null) {
      return "";
    }
    for (Cookie candidate : cookies) {
      if (candidate.getName().equals(refreshCookie())) {
        // If one path is inside another, the cookies of both are sent.
        if (!found.isEmpty() && !found.equals(candidate.getValue())) {
          return "";
        }
        found = candidate.getValue();
      }
    }
    return found;
  }

  /** Deletes all token cookies. */
  public void clear(HttpServletRequest request, HttpServletResponse response) {
    if (cookie.isEmpty()) {
      return;
    }
    clearAccess(request, response);
    refreshCookies(request).forEach(target -> target.delete(response));
  }

  /** Deletes the cookie of the access token and keeps that of the refresh token. */
  public void clearAccess(HttpServletRequest request, HttpServletResponse response) {
    if (cookie.isEmpty()) {
      return;
    }
    // A cookie is replaced only by one with the same path. An application may have set its own on
    // the whole site or on its context.
    setCookie(request, cookie.get(), "/").delete(response);
    if (!request.getContextPath().isEmpty()) {
      accessCookie(request).delete(response);
    }
  }

  private String refreshCookie() {
    return cookie.orElse("") + REFRESH_SUFFIX;
  }

  private SetCookie accessCookie(HttpServletRequest request) {
    boolean root = isHostCookie() || request.getContextPath().isEmpty();
    return setCookie(request, cookie.orElse(""), root ? "/" : request.getContextPath());
  }

  private List<SetCookie> refreshCookies(HttpServletRequest request) {
    Set<String> paths = new LinkedHashSet<>();
    refreshPaths.forEach(path -> paths.add(isHostCookie() ? "/" : request.getContextPath() + path));
    List<SetCookie> targets = new ArrayList<>();
    paths.forEach(path -> targets.add(setCookie(request, refreshCookie(), path)));
    return targets;
  }

  // Browsers accept the prefix __Host- only with the path "/" (RFC 6265bis, 4.1.3.2).
  private boolean isHostCookie() {
    return cookie.orElse("").startsWith(HOST_PREFIX);
  }

  private SetCookie setCookie(HttpServletRequest request, String name, String path) {
    boolean secure =
        alwaysSecure
            || request.isSecure()
            || name.startsWith(HOST_PREFIX)
            || name.startsWith("__Secure-");
    return new SetCookie(name, path, secure);
  }

  private static String document(IssuedTokens tokens) {
    Map<String, Object> members = members(tokens.access());
    tokens.refresh().ifPresent(text -> members.put("refresh_token", text));
    return JsonText.of(members);
  }

  /** The members of an access token response (RFC 6749 section 5.1). */
  static Map<String, Object> members(IssuedToken token) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("access_token", token.text());
    members.put("token_type", "Bearer");
    members.put("expires_in", token.lifetime().toSeconds());
    return members;
  }
}
