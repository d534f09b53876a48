package io.sallyport.internal.session;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Locks per session cookie: two concurrent logins must not both take over the same anonymous
 * session. The lock depends on the id that the client sent, because the session's own id changes at
 * login. No slow operation runs inside a lock.
 */
final class LoginLocks {

  private static final Object[] LOCKS = locks();

  private LoginLocks() {}

  private static Object[] locks() {
    Object[] locks = new Object[64];
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new Object();
    }
    return locks;
  }

  /** The lock of a request. */
  static Object of(HttpServletRequest request) {
    return LOCKS[
        Math.floorMod(String.valueOf(request.getRequestedSessionId()).hashCode(), LOCKS.length)];
  }
}
