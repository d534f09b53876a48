package io.sallyport.internal.session;

import jakarta.servlet.http.HttpServletRequest;

/**
 * One after the other for requests that come with the same session cookie: two logins at the same
 * moment must not both find the visitor's session free. By the id that was sent, as the session's
 * own changes at the login. Nothing that may take long is done in a turn.
 */
final class LoginTurns {

  private static final Object[] LOCKS = locks();

  private LoginTurns() {}

  private static Object[] locks() {
    Object[] locks = new Object[64];
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new Object();
    }
    return locks;
  }

  /** What a request holds during its turn. */
  static Object of(HttpServletRequest request) {
    return LOCKS[
        Math.floorMod(String.valueOf(request.getRequestedSessionId()).hashCode(), LOCKS.length)];
  }
}
