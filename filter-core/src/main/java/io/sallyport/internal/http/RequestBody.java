package io.sallyport.internal.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * The body of a request, read whole into memory. Read as bytes: readers and parameters would make
 * the server parse the charset that the client names, and some fail on one that they do not know.
 */
public final class RequestBody {

  private RequestBody() {}

  /**
   * Reads the body.
   *
   * @param most bytes that are read
   * @throws UnreadableBodyException if it is longer, ends too early or is wrongly encoded
   * @throws IOException if the server has no body to give at all
   */
  public static byte[] read(HttpServletRequest request, int most)
      throws IOException, UnreadableBodyException {
    if (request.getContentLengthLong() > most) {
      throw new UnreadableBodyException(true);
    }
    byte[] body = readAtMost(request.getInputStream(), most + 1);
    if (body.length > most) {
      throw new UnreadableBodyException(true);
    }
    return body;
  }

  // What a client can do to the body (a wrong chunk, an early end) servers report by exceptions of
  // their own, checked or not. It is a bad request and no failure.
  private static byte[] readAtMost(ServletInputStream in, int most) throws UnreadableBodyException {
    try {
      return in.readNBytes(most);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableBodyException(false);
    }
  }
}
