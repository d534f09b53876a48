package io.sallyport.internal.request;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The thread on which the container has authenticated the caller of a request. Some servers tie
 * roles to the thread: on any other, what they say of a role belongs to whoever was there before.
 */
final class AuthenticatedThread {

  private static final OwnAttribute THREAD = new OwnAttribute("callers-thread");

  private AuthenticatedThread() {}

  /** The container has authenticated; it is at work on this thread until {@link #leave}. */
  static void enter(HttpServletRequest request) {
    THREAD.keep(request, Thread.currentThread());
  }

  /** The thread goes back to its pool, and may come again with another caller's roles. */
  static void leave(HttpServletRequest request) {
    THREAD.drop(request);
  }

  static boolean isCurrent(HttpServletRequest request) {
    return THREAD.find(request) == Thread.currentThread();
  }
}
