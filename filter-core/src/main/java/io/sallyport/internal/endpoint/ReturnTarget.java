package io.sallyport.internal.endpoint;

import io.sallyport.internal.http.Parts;
import java.util.Optional;

/**
 * A place to go back to after login: a path on this site, inside this application, and nothing
 * else. What came from a client is only ever a request for such a place (CWE-601, CWE-113).
 */
public final class ReturnTarget {

  private static final int MAX_LENGTH = 2048;

  private final String path;

  private ReturnTarget(String path) {
    this.path = path;
  }

  /**
   * The target, if the text is a safe one: {@code /context/...} without a way up and out of it,
   * printable ASCII, no backslash, not beginning with two slashes, which browsers read as another
   * host.
   */
  public static Optional<ReturnTarget> parse(String text, String contextPath) {
    boolean inside =
        text.startsWith(contextPath + "/") && !text.startsWith("//") && text.length() <= MAX_LENGTH;
    return inside && !hasWayUp(text) && hasOnlySafeCharacters(text)
        ? Optional.of(new ReturnTarget(text))
        : Optional.empty();
  }

  // Browsers resolve it before they ask, encoded or not (WHATWG URL, 4.4); behind "?" it is text.
  private static boolean hasWayUp(String text) {
    String path = Parts.before(Parts.before(text, '?'), '#');
    for (String segment : Parts.of(path, '/')) {
      if (isWayUp(Parts.before(segment, ';'))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWayUp(String segment) {
    return segment.equals("..")
        || segment.equalsIgnoreCase(".%2e")
        || segment.equalsIgnoreCase("%2e.")
        || segment.equalsIgnoreCase("%2e%2e");
  }

  private static boolean hasOnlySafeCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || c == '\\' || c == '"' || c == '<' || c == '>') {
        return false;
      }
    }
    return true;
  }

  /** Path and query, ready for a {@code Location} header. */
  public String path() {
    return path;
  }
}
