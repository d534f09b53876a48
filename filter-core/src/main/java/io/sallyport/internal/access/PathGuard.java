package io.sallyport.internal.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds ambiguous request lines, which two programs could read differently: the path that rules
 * match must be the path that is served. The result names the kind of ambiguity, never the text.
 */
public final class PathGuard {

  private static final Optional<String> CLEAN = Optional.empty();

  private final Set<PathAllowance> allowed;

  private PathGuard(Set<PathAllowance> allowed) {
    this.allowed =
        allowed.isEmpty() ? EnumSet.noneOf(PathAllowance.class) : EnumSet.copyOf(allowed);
  }

  /** Creates a guard that rejects every ambiguity that is not allowed here. */
  public static PathGuard of(Set<PathAllowance> allowed) {
    return new PathGuard(allowed);
  }

  /** Checks the path that the client sent, and whether the container dispatches that path. */
  public Optional<String> findSuspicion(HttpServletRequest request, RequestPath path) {
    Optional<String> ambiguity = findSuspicion(request.getRequestURI(), path.text());
    if (ambiguity.isPresent()) {
      return ambiguity;
    }
    if (hasDotSegment(path.plain())) {
      return Optional.of("dot segment");
    }
    if (!PlainPath.of(path.plain()).equals(path.plain())) {
      return Optional.of("encoded too often");
    }
    return RequestLine.names(request, path.text())
        ? CLEAN
        : unless(PathAllowance.REWRITTEN_PATH, "path of another request URI");
  }

  /**
   * Checks the path as sent and as the container has decoded it.
   *
   * @param uri {@code getRequestURI()}, undecoded, without the query
   * @param path servlet path and path info
   */
  public Optional<String> findSuspicion(String uri, String path) {
    Optional<String> raw = findInRaw(uri);
    return raw.isPresent() ? raw : findInDecoded(path);
  }

  private Optional<String> findInRaw(String uri) {
    char before = 0;
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c == '%') {
        Optional<String> ambiguity = findInEscape(uri, i);
        if (ambiguity.isPresent()) {
          return ambiguity;
        }
      } else if (c == '/' && before == '/' && !allowed.contains(PathAllowance.DOUBLE_SLASH)) {
        return Optional.of("doubled slash");
      } else if (c == '\\' || c == ';' || isControl(c)) {
        Optional<String> ambiguity = findInCharacter(c);
        if (ambiguity.isPresent()) {
          return ambiguity;
        }
      }
      before = c;
    }
    return hasDotSegment(uri) ? Optional.of("dot segment") : CLEAN;
  }

  private Optional<String> findInEscape(String uri, int at) {
    int high = at + 2 < uri.length() ? Character.digit(uri.charAt(at + 1), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(uri.charAt(at + 2), 16);
    if (low < 0) {
      return Optional.of("malformed escape");
    }
    char c = (char) (high * 16 + low);
    if (c == '/') {
      return unless(PathAllowance.ENCODED_SLASH, "encoded slash");
    }
    return c == '%' ? unless(PathAllowance.ENCODED_PERCENT, "encoded percent") : findInCharacter(c);
  }

  private Optional<String> findInCharacter(char c) {
    if (c == '\\') {
      return unless(PathAllowance.BACKSLASH, "backslash");
    }
    if (c == ';') {
      return unless(PathAllowance.PATH_PARAMETERS, "path parameter");
    }
    return isControl(c) ? Optional.of("control character") : CLEAN;
  }

  private Optional<String> unless(PathAllowance allowance, String ambiguity) {
    return allowed.contains(allowance) ? CLEAN : Optional.of(ambiguity);
  }

  // The container has resolved the dot segments that it recognized. Any that remain are ambiguous.
  private Optional<String> findInDecoded(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (isControl(path.charAt(i))) {
        return Optional.of("control character");
      }
    }
    return hasDotSegment(path) ? Optional.of("dot segment") : CLEAN;
  }

  private static boolean isControl(char c) {
    return c < ' ' || c == 0x7f;
  }

  /** Whether a segment is one or two dots, encoded or not, without its parameters. */
  private static boolean hasDotSegment(String path) {
    for (int start = 0; start < path.length(); start++) {
      int after = skipDots(path, start);
      boolean atStart = start == 0 || isSeparator(path, start - 1);
      if (after > start && atStart && (after == path.length() || isEnd(path, after))) {
        return true;
      }
    }
    return false;
  }

  /** The index after one or two dots, each {@code .} or {@code %2e}; the start if there is none. */
  private static int skipDots(String path, int start) {
    int at = start;
    for (int dots = 0; dots < 2 && at < path.length(); dots++) {
      if (path.charAt(at) == '.') {
        at++;
      } else if (path.regionMatches(true, at, "%2e", 0, 3)) {
        at += 3;
      } else {
        return at;
      }
    }
    return at;
  }

  private static boolean isSeparator(String path, int at) {
    char c = path.charAt(at);
    return c == '/'
        || c == '\\'
        || endsWithEscape(path, at, "%2f")
        || endsWithEscape(path, at, "%5c");
  }

  private static boolean endsWithEscape(String path, int at, String escape) {
    return at >= 2 && path.regionMatches(true, at - 2, escape, 0, 3);
  }

  private static boolean isEnd(String path, int at) {
    char c = path.charAt(at);
    return c == '/'
        || c == '\\'
        || c == ';'
        || path.regionMatches(true, at, "%2f", 0, 3)
        || path.regionMatches(true, at, "%5c", 0, 3)
        || path.regionMatches(true, at, "%3b", 0, 3);
  }
}
