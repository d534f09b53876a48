package io.sallyport.internal.request;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * A response that no cache stores unless the application says otherwise. {@code no-store} is there
 * from the beginning, since the application may commit early; the first {@code Cache-Control} of
 * the application's own takes its place, also one that it adds.
 */
final class UncachedResponse extends HttpServletResponseWrapper {

  private static final String HEADER = "Cache-Control";

  private boolean ours = true;

  private UncachedResponse(HttpServletResponse response) {
    super(response);
  }

  /** Keeps a response out of caches; one that already has the header is as it shall be. */
  static HttpServletResponse of(HttpServletResponse response) {
    if (response.containsHeader(HEADER)) {
      return response;
    }
    response.setHeader(HEADER, "no-store");
    return new UncachedResponse(response);
  }

  /** The same where the header has been set before, when the container asked who calls. */
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

  // An application that begins anew has said nothing about caches yet.
  @Override
  public void reset() {
    super.reset();
    ours = true;
    super.setHeader(HEADER, "no-store");
  }
}
