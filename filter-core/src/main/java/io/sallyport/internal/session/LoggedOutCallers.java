package io.sallyport.internal.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Records the container's callers that one source has logged out, for the rest of their request. An
 * error page or a forward must not see them again if the container still reports them.
 *
 * <p>Another filter, or code that sets request attributes, can neither read nor change this.
 */
final class LoggedOutCallers {

  private static final AtomicLong INSTANCES = new AtomicLong();

  private final String attribute = "io.sallyport.session.ended." + INSTANCES.incrementAndGet();

  /** Records that the caller of this name is logged out in this request. */
  void add(HttpServletRequest request, String name) {
    request.setAttribute(attribute, new Ended(name));
  }

  /** Deletes the record, after the container has verified a password. */
  void clear(HttpServletRequest request) {
    request.removeAttribute(attribute);
  }

  boolean contains(HttpServletRequest request, String name) {
    Object kept = request.getAttribute(attribute);
    return kept instanceof Ended && ((Ended) kept).name.equals(name);
  }

  /** A private type, so that other code cannot create one. */
  private static final class Ended {

    private final String name;

    private Ended(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return "ended";
    }
  }
}
