package io.sallyport.internal.access;

import io.sallyport.internal.http.Authorization;
import io.sallyport.internal.http.MediaRange;
import io.sallyport.internal.http.Parts;
import jakarta.servlet.http.HttpServletRequest;

/** Distinguishes browser navigation, which is redirected to the login page, from other requests. */
public final class BrowserRequest {

  private BrowserRequest() {}

  /**
   * Whether a browser requests a page: {@code Accept} names HTML, and no header shows a script,
   * SOAP or Faces client. A bearer token means another client. Basic does not, because the browser
   * sends it on its own after a password was typed.
   */
  public static boolean isBrowserNavigation(HttpServletRequest request) {
    return acceptsHtml(request.getHeader("Accept"))
        && !Authorization.of(request).isBearer()
        && !"XMLHttpRequest".equalsIgnoreCase(request.getHeader("X-Requested-With"))
        && request.getHeader("SOAPAction") == null
        && request.getHeader("Faces-Request") == null
        && isNavigation(request.getHeader("Sec-Fetch-Mode"));
  }

  private static boolean isNavigation(@org.jspecify.annotations.Nullable String fetchMode) {
    return fetchMode == null || fetchMode.equals("navigate");
  }

  private static boolean acceptsHtml(@org.jspecify.annotations.Nullable String accept) {
    if (accept == null) {
      return false;
    }
    for (String range : Parts.of(accept, ',')) {
      MediaRange read = MediaRange.of(range);
      boolean html = read.type().equals("text/html") || read.type().equals("application/xhtml+xml");
      if (html && !read.isExcluded()) {
        return true;
      }
    }
    return false;
  }
}
