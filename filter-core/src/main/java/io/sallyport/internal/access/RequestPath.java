package io.sallyport.internal.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The path that the container dispatches: servlet path and path info, decoded and normalised by the
 * container, never the request line. In an include, that of the included resource.
 *
 * <p>A path that is not plain has two readings: the container's and {@link PlainPath}'s. Undertow
 * serves the file {@code /admin/x} for {@code //admin/x}, a servlet may read its path info either
 * way. What a rule or exclusion allows must be allowed in both.
 */
public final class RequestPath {

  private final String text;
  private final String plain;
  private final boolean withInfo;

  private RequestPath(String servletPath, @Nullable Object pathInfo) {
    this.withInfo = pathInfo instanceof String && !((String) pathInfo).isEmpty();
    String path = withInfo ? servletPath + pathInfo : servletPath;
    this.text = path.isEmpty() ? "/" : path;
    this.plain = PlainPath.of(text);
  }

  /** A path without path info. */
  public static RequestPath of(String path) {
    return new RequestPath(path, null);
  }

  /** The path of this dispatch. */
  public static RequestPath of(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.INCLUDE) {
      Object servletPath = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
      Object pathInfo = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
      // Absent where a servlet is included by name: no path, so no path to open.
      if (servletPath instanceof String) {
        return new RequestPath((String) servletPath, pathInfo);
      }
    }
    return new RequestPath(request.getServletPath(), request.getPathInfo());
  }

  /** The path that the client sent, within the application and undecoded; empty if outside. */
  public static String sent(HttpServletRequest request) {
    String uri = request.getRequestURI();
    String context = request.getContextPath();
    return uri.startsWith(context) ? uri.substring(context.length()) : "";
  }

  /** Begins with a slash. */
  public String text() {
    return text;
  }

  /** The plainest reading; the same object as {@link #text()} where there is only one reading. */
  String plain() {
    return plain;
  }

  /**
   * Whether a servlet receives a part of the path as path info: it answers whatever the path ends
   * in, so that the ending says nothing about what is served.
   */
  boolean hasPathInfo() {
    return withInfo;
  }

  /** Whether no client can ask for it: the container serves nothing from there (Servlet, 10.5). */
  public boolean isPrivate() {
    return text.startsWith("/WEB-INF/") || text.startsWith("/META-INF/");
  }
}
