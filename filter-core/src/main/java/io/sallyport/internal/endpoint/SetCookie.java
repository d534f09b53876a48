package io.sallyport.internal.endpoint;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Writes a token cookie. The header is written directly, since the API of Servlet 5 has no
 * SameSite. All parts are checked at start-up or created by us.
 */
final class SetCookie {

  private final String name;
  private final String path;
  private final boolean secure;

  SetCookie(String name, String path, boolean secure) {
    this.name = name;
    this.path = path;
    this.secure = secure;
  }

  /** Sets a cookie that the browser deletes after this time. */
  void add(HttpServletResponse response, String value, long seconds) {
    write(response, value, "; Max-Age=" + seconds);
  }

  /** Sets a cookie that the browser deletes when it is closed. */
  void addForSession(HttpServletResponse response, String value) {
    write(response, value, "");
  }

  /** Deletes the cookie in the browser. */
  void delete(HttpServletResponse response) {
    add(response, "", 0);
  }

  private void write(HttpServletResponse response, String value, String maxAge) {
    response.addHeader(
        "Set-Cookie",
        name
            + "="
            + value
            + maxAge
            + "; Path="
            + path
            + "; HttpOnly; SameSite=Lax"
            + (secure ? "; Secure" : ""));
  }
}
