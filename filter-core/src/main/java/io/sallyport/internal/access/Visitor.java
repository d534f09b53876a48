package io.sallyport.internal.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** Whether a person waits for a page, or a program for an answer: the one is redirected. */
public final class Visitor {

  private Visitor() {}

  /**
   * Whether a page is asked for: {@code Accept} names HTML and nothing says that a script, SOAP or
   * Faces client asks.
   */
  public static boolean isPerson(HttpServletRequest request) {
    return acceptsHtml(request.getHeader("Accept"))
        && request.getHeader("Authorization") == null
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
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.trim().split("\\s*;\\s*", -1);
      boolean html = parts[0].equals("text/html") || parts[0].equals("application/xhtml+xml");
      if (html && !isRefused(parts)) {
        return true;
      }
    }
    return false;
  }

  // q=0 means "not this" (RFC 9110, 12.4.2).
  private static boolean isRefused(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].matches("q=0(\\.0{0,3})?")) {
        return true;
      }
    }
    return false;
  }
}
