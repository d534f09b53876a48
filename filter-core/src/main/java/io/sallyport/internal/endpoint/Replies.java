package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.login.TooManyAttemptsException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The few answers that endpoints give; never stored by anybody (RFC 6749 section 5.1). */
final class Replies {

  private Replies() {}

  /** Refuses another method than POST, and says so (RFC 9110, 15.5.6). */
  static EndpointResult onlyPost(HttpServletResponse response) {
    response.setHeader("Allow", "POST");
    return EndpointResult.refused(Rejection.METHOD_NOT_ALLOWED);
  }

  /** Refuses to look at a password, and says when to come back (RFC 6585, 4). */
  static EndpointResult tooManyAttempts(
      HttpServletResponse response, TooManyAttemptsException attempts) {
    response.setHeader("Retry-After", String.valueOf(attempts.retryAfter().toSeconds()));
    return EndpointResult.refused(Rejection.TOO_MANY_ATTEMPTS);
  }

  /** Nothing more to say. */
  static void done(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  /**
   * See Other, so that the browser goes on with a GET. The path is written as it is: containers
   * would make it absolute from a Host header that the client chose.
   */
  static void seeOther(HttpServletResponse response, String path) {
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", path);
  }

  /** A JSON document. */
  static void json(HttpServletResponse response, String document) throws IOException {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
