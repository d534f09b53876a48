package io.sallyport.internal.endpoint;

import io.sallyport.internal.http.Parts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A validated return URL: a path inside this application (CWE-601, CWE-113). */
public final class ReturnTarget {

  private static final int MAX_LENGTH = 2048;

  private final String path;

  private ReturnTarget(String path) {
    this.path = path;
  }

  /**
   * Parses a return URL; empty unless it is safe: {@code /context/...} without {@code ..} segments,
   * printable ASCII, no backslash, not beginning with two slashes, which browsers read as another
   * host.
   */
  public static Optional<ReturnTarget> parse(String text, String contextPath) {
    boolean inside =
        text.startsWith(contextPath + "/") && !text.startsWith("//") && text.length() <= MAX_LENGTH;
    return inside && !hasParentSegment(text) && hasOnlySafeCharacters(text)
        ? Optional.of(new ReturnTarget(text))
        : Optional.empty();
  }

  // Browsers resolve ".." before they send the request, encoded or not (WHATWG URL, 4.4), but not
  // in the query.
  private static boolean hasParentSegment(String text) {
    String path = Parts.before(Parts.before(text, '?'), '#');
    for (String segment : Parts.of(path, '/')) {
      if (isParentSegment(Parts.before(segment, ';'))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isParentSegment(String segment) {
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

  /**
   * The URL of a page with this target as a parameter.
   *
   * @param page a path, which may have a query
   */
  public String appendTo(String page, String parameter) {
    return page
        + (page.indexOf('?') < 0 ? '?' : '&')
        + parameter
        + '='
        + URLEncoder.encode(path, StandardCharsets.UTF_8);
  }

  /** Path and query, ready for a {@code Location} header. */
  public String path() {
    return path;
  }
}
