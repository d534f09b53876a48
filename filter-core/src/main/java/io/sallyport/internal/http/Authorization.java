package io.sallyport.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;

/**
 * Reads bearer tokens from the {@code Authorization} headers of a request. All parts (engine,
 * logout, refresh, login page) use this reader, so that they agree on whether a request has a
 * token.
 *
 * <p>Another scheme, such as the server's own Basic, is not a token. A token together with another
 * credential is ambiguous, in one line or in several: a proxy or the server may read either of them
 * (RFC 9110, 5.3 and 11.6.2).
 */
public final class Authorization {

  /** What the headers contain. */
  public enum Form {
    /** No bearer token: no header, or other schemes only. */
    ABSENT,
    /** One bearer token in the grammar of RFC 6750, 2.1. */
    TOKEN,
    /** The scheme is Bearer, but no valid token follows. */
    MALFORMED,
    /** A bearer token and another credential. */
    AMBIGUOUS
  }

  private static final String SCHEME = "Bearer";

  private final Form form;
  private final String token;

  private Authorization(Form form, String token) {
    this.form = form;
    this.token = token;
  }

  /** Reads the headers of a request. */
  public static Authorization of(HttpServletRequest request) {
    Enumeration<String> lines = request.getHeaders("Authorization");
    Authorization found = new Authorization(Form.ABSENT, "");
    for (int count = 0; lines != null && lines.hasMoreElements(); count++) {
      Authorization next = parse(lines.nextElement());
      if (count > 0 && (found.isBearer() || next.isBearer())) {
        return new Authorization(Form.AMBIGUOUS, "");
      }
      found = next;
    }
    return found;
  }

  private static Authorization parse(String line) {
    int scheme = 0;
    while (scheme < line.length() && isBlank(line.charAt(scheme))) {
      scheme++;
    }
    if (!isBearerAt(line, scheme)) {
      return new Authorization(hasBearerBehindComma(line) ? Form.AMBIGUOUS : Form.ABSENT, "");
    }
    // RFC 6750, 2.1: "Bearer" 1*SP b64token.
    int end = scheme + SCHEME.length();
    int start = end;
    while (start < line.length() && line.charAt(start) == ' ') {
      start++;
    }
    return start > end && start < line.length() && hasOnlyTokenCharacters(line, start)
        ? new Authorization(Form.TOKEN, line.substring(start))
        : new Authorization(Form.MALFORMED, "");
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  // The scheme is case-insensitive (RFC 9110, 11.1).
  private static boolean isBearerAt(String value, int at) {
    int end = at + SCHEME.length();
    return value.regionMatches(true, at, SCHEME, 0, SCHEME.length())
        && (value.length() == end || !isTokenCharacter(value.charAt(end)));
  }

  // A proxy may have joined two headers with a comma. A comma within quotes is no separator.
  private static boolean hasBearerBehindComma(String value) {
    boolean quoted = false;
    boolean afterComma = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (afterComma && isBearerAt(value, i)) {
        return true;
      }
      afterComma = !quoted && (c == ',' || (afterComma && isBlank(c)));
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      }
    }
    return false;
  }

  private static boolean hasOnlyTokenCharacters(String value, int start) {
    for (int i = start; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!isTokenCharacter(c) && c != '=') {
        return false;
      }
    }
    return true;
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~+/".indexOf(c) >= 0;
  }

  /** What the headers contain. */
  public Form form() {
    return form;
  }

  /** Whether the client presents a bearer token, also a malformed or ambiguous one. */
  public boolean isBearer() {
    return form != Form.ABSENT;
  }

  /**
   * The token as it was sent, not verified.
   *
   * @throws IllegalStateException unless there is exactly one
   */
  public String requireUnverifiedToken() {
    if (form != Form.TOKEN) {
      throw new IllegalStateException("no bearer token");
    }
    return token;
  }

  /** Does not show the token. */
  @Override
  public String toString() {
    return "Authorization[" + form + "]";
  }
}
