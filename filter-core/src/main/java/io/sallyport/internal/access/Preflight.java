package io.sallyport.internal.access;

import jakarta.servlet.http.HttpServletRequest;

/** Recognizes CORS preflight requests (Fetch standard, 4.8). */
public final class Preflight {

  private Preflight() {}

  /** Whether this is a preflight request, which never carries a credential. */
  public static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader("Access-Control-Request-Method") != null;
  }
}
