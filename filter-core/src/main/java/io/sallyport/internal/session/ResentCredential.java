package io.sallyport.internal.session;

import io.sallyport.internal.http.HeaderCredential;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/**
 * Whether the container's caller is authenticated by the request itself: by Basic, Digest or
 * Negotiate in the {@code Authorization} header, or by a client certificate.
 *
 * <p>That such a header is there proves nothing where the request also carries a cookie by which a
 * container knows callers: containers ask their cookies first, and then do not read the header at
 * all. A session is such a cookie too; whoever asks here has seen to that.
 */
final class ResentCredential {

  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private ResentCredential() {}

  /**
   * Whether the request proves who calls.
   *
   * @param keptInSessions whether this server remembers callers in sessions, and elsewhere only by
   *     a single sign-on cookie; if not, any cookie may be the one
   */
  static boolean isIn(HttpServletRequest request, boolean keptInSessions) {
    return isSent(request) && !hasOtherCarrier(request, keptInSessions);
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

  private static boolean hasOtherCarrier(HttpServletRequest request, boolean keptInSessions) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return false;
    }
    for (Cookie cookie : cookies) {
      String name = cookie.getName();
      boolean carrier =
          keptInSessions
              ? name.toUpperCase(Locale.ROOT).contains("SSO")
              : !name.equals("JSESSIONID");
      if (carrier) {
        return true;
      }
    }
    return false;
  }
}
