package io.sallyport.internal.endpoint;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Makes the container forget whom it knows. */
final class ContainerLogout {

  private ContainerLogout() {}

  /**
   * Logs out of the container, if it knows somebody.
   *
   * @throws IOException if the container fails to: never "logged out" unless it is so
   */
  static void from(HttpServletRequest request) throws IOException {
    // Jetty without a realm fails on logout() where nobody is logged in.
    if (request.getUserPrincipal() == null) {
      return;
    }
    try {
      request.logout();
    } catch (ServletException e) {
      throw new IOException("the container did not log out", e);
    }
  }
}
