package io.sallyport.internal.access;

import io.sallyport.internal.http.Authorization;
import io.sallyport.internal.http.MediaRange;
import io.sallyport.internal.http.Parts;
import jakarta.servlet.http.HttpServletRequest;

/** Whether a person waits for a page, or a program for an answer: the one is redirected. */
public final class BrowserRequest {

  private BrowserRequest() {}

  /**
   * Whether a page is asked for: {@code Accept} names HTML and nothing says that a script, SOAP or
   * Faces client asks. A bearer token is a program's; Basic may be the browser's own, which it goes
   * on sending by itself once a person has typed a password.
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
