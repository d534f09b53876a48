package io.sallyport.internal.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Reads the body of a request into memory, as bytes: with readers or parameters the server would
 * parse the client's charset, and some servers fail on an unknown one.
 */
public final class RequestBody {

  private RequestBody() {}

  /**
   * Reads the body.
   *
   * @param maximum number of bytes
   * @throws UnreadableBodyException if it is longer, incomplete or wrongly encoded
   * @throws IOException if the server cannot return the body
   */
  public static byte[] read(HttpServletRequest request, int maximum)
      throws IOException, UnreadableBodyException {
    if (request.getContentLengthLong() > maximum) {
      throw new UnreadableBodyException(true);
    }
    byte[] body = readUpTo(request.getInputStream(), maximum + 1);
    if (body.length > maximum) {
      throw new UnreadableBodyException(true);
    }
    return body;
  }

  // Servers report a broken body (a wrong chunk, an early end) by various exceptions, checked or
  // not. It is an invalid request and not a failure.
  private static byte[] readUpTo(ServletInputStream in, int maximum)
      throws UnreadableBodyException {
    try {
      return in.readNBytes(maximum);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableBodyException(false);
    }
  }
}
