package io.sallyport.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;

/**
 * What the {@code Authorization} header of a request presents to the server itself: a scheme, such
 * as Basic, and what follows. Nothing about it is verified. Bearer tokens have a reader of their
 * own, {@link Authorization}.
 *
 * <p>Two such headers are none: which of them the server read is not known.
 */
public final class HeaderCredential {

  private static final HeaderCredential NONE = new HeaderCredential("", "");

  private final String scheme;
  private final String text;

  private HeaderCredential(String scheme, String text) {
    this.scheme = scheme;
    this.text = text;
  }

  /** That of a request; one of no scheme if there is none. */
  public static HeaderCredential of(HttpServletRequest request) {
    Enumeration<String> lines = request.getHeaders("Authorization");
    if (lines == null || !lines.hasMoreElements()) {
      return NONE;
    }
    String line = lines.nextElement().strip();
    int end = line.indexOf(' ');
    return lines.hasMoreElements() || end < 0
        ? NONE
        : new HeaderCredential(line.substring(0, end), line.substring(end).strip());
  }

  /** Whether it is of this scheme, whose letter case does not count (RFC 9110, 11.1). */
  public boolean isOf(String name) {
    return scheme.equalsIgnoreCase(name);
  }

  /** Name and password, if it is Basic (RFC 7617) and can be read. */
  public Optional<BasicPassword> basicPassword() {
    return isOf("Basic") ? BasicPassword.parse(text) : Optional.empty();
  }

  /** Shows nothing of the credential. */
  @Override
  public String toString() {
    return "HeaderCredential[" + text.length() + " chars]";
  }
}
