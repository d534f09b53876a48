package io.sallyport.internal.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The path that the container dispatches: servlet path and path info, decoded and normalised by the
 * container, never the request line. In an include, that of the included resource.
 */
public final class RequestPath {

  private final String text;

  private RequestPath(String text) {
    this.text = text;
  }

  /** The path of this dispatch. */
  public static RequestPath of(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.INCLUDE) {
      Object servletPath = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
      Object pathInfo = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
      // Absent where a servlet is included by name: no path, so no path to open.
      if (servletPath instanceof String) {
        return new RequestPath(join((String) servletPath, pathInfo));
      }
    }
    return new RequestPath(join(request.getServletPath(), request.getPathInfo()));
  }

  private static String join(
      String servletPath, @org.jspecify.annotations.Nullable Object pathInfo) {
    String path = pathInfo instanceof String ? servletPath + pathInfo : servletPath;
    return path.isEmpty() ? "/" : path;
  }

  /** Begins with a slash. */
  public String text() {
    return text;
  }

  /** Whether no client can ask for it: the container serves nothing from there (Servlet, 10.5). */
  public boolean isPrivate() {
    return text.startsWith("/WEB-INF/") || text.startsWith("/META-INF/");
  }
}
