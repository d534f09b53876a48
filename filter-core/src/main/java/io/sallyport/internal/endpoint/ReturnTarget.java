package io.sallyport.internal.endpoint;

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
   * The target, if the text is a safe one: {@code /context/...}, printable ASCII, no backslash, not
   * beginning with two slashes, which browsers read as another host.
   */
  public static Optional<ReturnTarget> parse(String text, String contextPath) {
    boolean inside =
        text.startsWith(contextPath + "/") && !text.startsWith("//") && text.length() <= MAX_LENGTH;
    return inside && hasOnlySafeCharacters(text)
        ? Optional.of(new ReturnTarget(text))
        : Optional.empty();
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
