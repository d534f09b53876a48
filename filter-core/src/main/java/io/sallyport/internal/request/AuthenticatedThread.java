package io.sallyport.internal.request;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Records the thread on which the container has authenticated the caller of a request. Some servers
 * tie roles to the thread: on another thread, they report the roles of an earlier caller.
 */
final class AuthenticatedThread {

  private static final OwnAttribute THREAD = new OwnAttribute("callers-thread");

  private AuthenticatedThread() {}

  /** Records that this thread has the caller's roles until {@link #leave}. */
  static void enter(HttpServletRequest request) {
    THREAD.keep(request, Thread.currentThread());
  }

  /**
   * Removes the record: the thread returns to its pool and may later have another caller's roles.
   */
  static void leave(HttpServletRequest request) {
    THREAD.drop(request);
  }

  static boolean isCurrent(HttpServletRequest request) {
    return THREAD.find(request) == Thread.currentThread();
  }
}
