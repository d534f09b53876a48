package io.sallyport.internal.request;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * Keeps a response out of caches unless the application sets {@code Cache-Control}. The header
 * {@code no-store} is set at first, since the application may commit early. The first {@code
 * Cache-Control} that the application sets or adds replaces it.
 */
final class UncachedResponse extends HttpServletResponseWrapper {

  private static final String HEADER = "Cache-Control";

  private boolean ours = true;

  private UncachedResponse(HttpServletResponse response) {
    super(response);
  }

  /** Keeps a response out of caches; a response that already has the header is not changed. */
  static HttpServletResponse of(HttpServletResponse response) {
    if (response.containsHeader(HEADER)) {
      return response;
    }
    response.setHeader(HEADER, "no-store");
    return new UncachedResponse(response);
  }

  /** Wraps a response whose header was set when the container called us. */
  static HttpServletResponse continuing(HttpServletResponse response) {
    return new UncachedResponse(response);
  }

  @Override
  public void setHeader(String name, String value) {
    ours &= !HEADER.equalsIgnoreCase(name);
    super.setHeader(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    if (ours && HEADER.equalsIgnoreCase(name)) {
      setHeader(name, value);
    } else {
      super.addHeader(name, value);
    }
  }

  // After a reset, the application has not set the header.
  @Override
  public void reset() {
    super.reset();
    ours = true;
    super.setHeader(HEADER, "no-store");
  }
}
