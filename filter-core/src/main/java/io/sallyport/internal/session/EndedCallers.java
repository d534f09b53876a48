package io.sallyport.internal.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The callers of the container whom one source has logged out, for the rest of their request: an
 * error page or a forward must not see them again where the container still shows them.
 *
 * <p>As with every decision, another filter neither reads nor changes this; nor does anyone who can
 * set request attributes.
 */
final class EndedCallers {

  private static final AtomicLong INSTANCES = new AtomicLong();

  private final String attribute = "io.sallyport.session.ended." + INSTANCES.incrementAndGet();

  /** Notes that the caller of this name is none in this request. */
  void add(HttpServletRequest request, String name) {
    request.setAttribute(attribute, new Ended(name));
  }

  /** The container has verified a password since. */
  void clear(HttpServletRequest request) {
    request.removeAttribute(attribute);
  }

  boolean contains(HttpServletRequest request, String name) {
    Object kept = request.getAttribute(attribute);
    return kept instanceof Ended && ((Ended) kept).name.equals(name);
  }

  /** Of a type that nobody else can make. */
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
