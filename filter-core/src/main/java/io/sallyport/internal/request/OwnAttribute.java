package io.sallyport.internal.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A request attribute that only the instance that wrote it can read. The value is wrapped in a type
 * that only this class can create, since other filters, valves and connectors can set attributes of
 * any name.
 */
final class OwnAttribute {

  private static final AtomicLong INSTANCES = new AtomicLong();

  private final String name;

  OwnAttribute(String purpose) {
    this.name = "io.sallyport." + purpose + "." + INSTANCES.incrementAndGet();
  }

  void keep(HttpServletRequest request, Object value) {
    request.setAttribute(name, new Kept(this, value));
  }

  void drop(HttpServletRequest request) {
    request.removeAttribute(name);
  }

  /**
   * Returns the value of this instance; null if it has written none, whatever value others have
   * set.
   */
  @Nullable Object find(HttpServletRequest request) {
    Object found = request.getAttribute(name);
    return found instanceof Kept && ((Kept) found).writer == this ? ((Kept) found).value : null;
  }

  boolean isKept(HttpServletRequest request) {
    return find(request) != null;
  }

  private static final class Kept {

    private final OwnAttribute writer;
    private final Object value;

    private Kept(OwnAttribute writer, Object value) {
      this.writer = writer;
      this.value = value;
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }
}
