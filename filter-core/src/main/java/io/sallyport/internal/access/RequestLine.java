package io.sallyport.internal.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Checks that servlet path and path info belong to the request URI. Rules match the first two, so
 * they must be what the client sent. A server with a cache of servlets, or a filter before ours,
 * can set another path.
 */
final class RequestLine {

  private RequestLine() {}

  /** Whether the container's path is the one of the request URI, or a welcome file in it. */
  static boolean names(HttpServletRequest request, String path) {
    String uri = request.getRequestURI();
    String context = request.getContextPath();
    // The usual case, which needs no copy.
    if (uri.length() == context.length() + path.length()
        && uri.startsWith(context)
        && uri.startsWith(path, context.length())) {
      return true;
    }
    return names(uri, context, path, StandardCharsets.UTF_8)
        || names(uri, context, path, StandardCharsets.ISO_8859_1);
  }

  private static boolean names(String uri, String context, String path, Charset charset) {
    String plainUri = PlainPath.of(uri, charset);
    // Servers return the context path encoded or decoded.
    String plainContext = PlainPath.of(context, charset);
    if (!plainUri.startsWith(plainContext)) {
      return false;
    }
    String inside = plainUri.substring(plainContext.length());
    String sent = inside.isEmpty() ? "/" : inside;
    String dispatched = PlainPath.of(path, charset);
    return dispatched.equals(sent) || isWelcomeFile(sent, dispatched);
  }

  // The server adds index.html to a folder's path. The rule is matched on the longer path.
  private static boolean isWelcomeFile(String sent, String dispatched) {
    return sent.endsWith("/") && dispatched.startsWith(sent);
  }
}
