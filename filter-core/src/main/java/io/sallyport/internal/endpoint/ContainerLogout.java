package io.sallyport.internal.endpoint;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Logs the caller out of the container. */
final class ContainerLogout {

  private ContainerLogout() {}

  /**
   * Logs out of the container, if it has a caller.
   *
   * @throws IOException if the container fails, so that a logout is never reported that did not
   *     happen
   */
  static void from(HttpServletRequest request) throws IOException {
    // Jetty without a realm fails on logout() if the request is anonymous.
    if (request.getUserPrincipal() == null) {
      return;
    }
    try {
      request.logout();
    } catch (ServletException e) {
      throw new IOException("server logout failed", e);
    }
  }
}
