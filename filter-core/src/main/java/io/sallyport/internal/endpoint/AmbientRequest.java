package io.sallyport.internal.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Hides the explicit token of a request, in the header or the query string, so that only the
 * credentials which a browser attaches on its own remain.
 */
final class AmbientRequest extends HttpServletRequestWrapper {

  AmbientRequest(HttpServletRequest request) {
    super(request);
  }

  private static boolean isHidden(String name) {
    return "Authorization".equalsIgnoreCase(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isHidden(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public @Nullable String getQueryString() {
    return null;
  }
}
