package io.sallyport.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;

/**
 * Reads the credential for the server itself from the {@code Authorization} header: a scheme, such
 * as Basic, and what follows. It is not verified. Bearer tokens are read by {@link Authorization}.
 *
 * <p>Two such headers count as none, because the server may have read either of them.
 */
public final class HeaderCredential {

  private static final HeaderCredential NONE = new HeaderCredential("", "");

  private final String scheme;
  private final String text;

  private HeaderCredential(String scheme, String text) {
    this.scheme = scheme;
    this.text = text;
  }

  /** Reads a request; without such a header, the scheme is empty. */
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

  /** Whether it has this scheme, which is case-insensitive (RFC 9110, 11.1). */
  public boolean isOf(String name) {
    return scheme.equalsIgnoreCase(name);
  }

  /** Name and password of a valid Basic credential (RFC 7617). */
  public Optional<BasicPassword> basicPassword() {
    return isOf("Basic") ? BasicPassword.parse(text) : Optional.empty();
  }

  /** Shows nothing of the credential. */
  @Override
  public String toString() {
    return "HeaderCredential[" + text.length() + " chars]";
  }
}
