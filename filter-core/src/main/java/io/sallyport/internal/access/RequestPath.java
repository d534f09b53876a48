package io.sallyport.internal.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The path that the container dispatches: servlet path and path info, decoded and normalised by the
 * container, never the request line. In an include, that of the included resource.
 *
 * <p>A path that is not plain has two readings: the container's and that of {@link PlainPath}.
 * Undertow serves the file {@code /admin/x} for {@code //admin/x}, and a servlet may read its path
 * info either way. A rule or exclusion must permit both readings.
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

  /** Creates a path without path info. */
  public static RequestPath of(String path) {
    return new RequestPath(path, null);
  }

  /** The path of this dispatch. */
  public static RequestPath of(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.INCLUDE) {
      Object servletPath = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
      Object pathInfo = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
      // Absent if a servlet is included by name: without a path, nothing is permitted.
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

  /** The path; begins with a slash. */
  public String text() {
    return text;
  }

  /**
   * The completely normalized path; the same object as {@link #text()} if there is only one
   * reading.
   */
  String plain() {
    return plain;
  }

  /**
   * Whether a servlet receives a part of the path as path info. Then the extension says nothing
   * about what is served.
   */
  boolean hasPathInfo() {
    return withInfo;
  }

  /**
   * Whether clients cannot request the path: the container serves nothing from there (Servlet,
   * 10.5).
   */
  public boolean isPrivate() {
    return text.startsWith("/WEB-INF/") || text.startsWith("/META-INF/");
  }
}
