package io.sallyport.internal.request;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of a response that the application may have started to write, by stream or by
 * writer. The container then rejects the use of the other one.
 */
final class ResponseBody {

  private final HttpServletResponse response;
  private final @Nullable OutputStream stream;
  private final @Nullable Writer writer;

  private ResponseBody(
      HttpServletResponse response, @Nullable OutputStream stream, @Nullable Writer writer) {
    this.response = response;
    this.stream = stream;
    this.writer = writer;
  }

  static ResponseBody of(HttpServletResponse response) throws IOException {
    try {
      return new ResponseBody(response, response.getOutputStream(), null);
    } catch (IllegalStateException e) {
      // The application has used the writer.
      return new ResponseBody(response, null, response.getWriter());
    }
  }

  /** Writes a whole body of ASCII text, and its length. */
  void write(String ascii) throws IOException {
    response.setContentLength(ascii.length());
    if (stream != null) {
      stream.write(ascii.getBytes(StandardCharsets.US_ASCII));
    } else if (writer != null) {
      writer.write(ascii);
    }
  }

  /** Commits the response; the container discards or rejects later output. */
  void end() throws IOException {
    if (stream != null) {
      stream.close();
    } else if (writer != null) {
      writer.close();
    }
  }
}
