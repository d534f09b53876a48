package io.sallyport.internal.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Detects cross-site requests with unsafe methods (CSRF) by the headers that browsers add and
 * scripts cannot forge (Fetch Metadata, RFC 6454), as Go's {@code CrossOriginProtection} does.
 * Forms need no token, so existing pages work unchanged.
 */
public final class CrossSiteCheck {

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  private final Set<String> trustedOrigins;

  private CrossSiteCheck(Set<String> trustedOrigins) {
    this.trustedOrigins = Set.copyOf(trustedOrigins);
  }

  /**
   * Creates a check.
   *
   * @param trustedOrigins other sites whose pages may send such requests, as {@code
   *     https://host:port}
   */
  public static CrossSiteCheck of(Set<String> trustedOrigins) {
    return new CrossSiteCheck(trustedOrigins);
  }

  /** Whether another site may have caused the request. */
  public boolean isCrossSite(HttpServletRequest request) {
    if (SAFE_METHODS.contains(request.getMethod()) && !isHandshake(request)) {
      return false;
    }
    List<String> origins = Collections.list(request.getHeaders("Origin"));
    List<String> sites = Collections.list(request.getHeaders("Sec-Fetch-Site"));
    if (origins.size() > 1 || sites.size() > 1) {
      return true;
    }
    if (origins.size() == 1 && trustedOrigins.contains(origins.get(0))) {
      return false;
    }
    if (sites.size() == 1) {
      // "none" is a navigation by the user: a typed URL or a bookmark.
      return !sites.get(0).equals("same-origin") && !sites.get(0).equals("none");
    }
    // Every browser since 2020 sends Origin with an unsafe cross-site request. If both headers are
    // missing, the client is no browser.
    return origins.size() == 1 && !isSameHost(origins.get(0), request);
  }

  // A WebSocket handshake is a GET that opens a channel in both directions, and no CORS check
  // prevents another site from reading it (RFC 6455, 10.2).
  private static boolean isHandshake(HttpServletRequest request) {
    for (String upgrade : Collections.list(request.getHeaders("Upgrade"))) {
      if (upgrade.toLowerCase(Locale.ROOT).contains("websocket")) {
        return true;
      }
    }
    return request.getHeader("Sec-WebSocket-Key") != null;
  }

  private static boolean isSameHost(String origin, HttpServletRequest request) {
    Optional<URI> uri = parse(origin);
    String host = request.getHeader("Host");
    if (uri.isEmpty() || host == null) {
      return false;
    }
    // The scheme is not compared: behind a TLS proxy the request's scheme is http.
    int standard = "https".equals(uri.get().getScheme()) ? 443 : 80;
    int port = uri.get().getPort() < 0 ? standard : uri.get().getPort();
    String name = uri.get().getHost().toLowerCase(Locale.ROOT);
    String sent = host.toLowerCase(Locale.ROOT);
    return sent.equals(name + ":" + port) || (port == standard && sent.equals(name));
  }

  private static Optional<URI> parse(String origin) {
    try {
      URI uri = URI.create(origin);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
