package io.sallyport.internal.session;

import io.sallyport.internal.http.HeaderCredential;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/**
 * Checks whether the request itself authenticates the container's caller: by Basic, Digest or
 * Negotiate in the {@code Authorization} header, or by a client certificate.
 *
 * <p>The header proves nothing if the request also has a cookie of a container's login: containers
 * read their cookies first and then ignore the header. The session cookie is such a cookie, too,
 * and is checked by the caller of this class.
 */
final class PerRequestCredential {

  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private PerRequestCredential() {}

  /**
   * Whether the request authenticates its caller.
   *
   * @param keptInSessions whether this server keeps its login in sessions, and otherwise only in a
   *     single sign-on cookie; if not, any cookie may hold it
   */
  static boolean isIn(HttpServletRequest request, boolean keptInSessions) {
    return isSent(request) && !hasLoginCookie(request, keptInSessions);
  }

  private static boolean isSent(HttpServletRequest request) {
    String type = request.getAuthType();
    switch (type == null ? "" : type.toUpperCase(Locale.ROOT)) {
      case "BASIC":
      case "DIGEST":
        return HeaderCredential.of(request).isOf(type);
      case "SPNEGO":
        return HeaderCredential.of(request).isOf("Negotiate");
      case "CLIENT_CERT":
      case "CLIENT-CERT":
        Object chain = request.getAttribute(CERTIFICATES);
        return chain instanceof Object[] && ((Object[]) chain).length > 0;
      default:
        return false;
    }
  }

  private static boolean hasLoginCookie(HttpServletRequest request, boolean keptInSessions) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return false;
    }
    for (Cookie cookie : cookies) {
      String name = cookie.getName();
      boolean loginCookie =
          keptInSessions
              ? name.toUpperCase(Locale.ROOT).contains("SSO")
              : !name.equals("JSESSIONID");
      if (loginCookie) {
        return true;
      }
    }
    return false;
  }
}
