package io.sallyport.internal.endpoint;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes the responses of endpoints, which must not be cached (RFC 6749 section 5.1). */
final class EndpointResponses {

  private EndpointResponses() {}

  /** Writes 204 No Content. */
  static void noContent(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  /**
   * Writes 303 See Other, so that the browser continues with a GET. The path is not made absolute:
   * containers would use the Host header for that, which the client can choose.
   */
  static void seeOther(HttpServletResponse response, String path) {
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", path);
  }

  /** Writes a JSON document. */
  static void json(HttpServletResponse response, String document) throws IOException {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
