package io.sallyport.test;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A container session without a container: a test sets its attributes and its creation time, and
 * reads what the code under test left in it.
 *
 * <pre>{@code
 * FakeSession session = new FakeSession().with("user", user);
 * servlet.service(FakeRequest.post("/logout").session(session), response);
 * assertTrue(session.isInvalid());
 * }</pre>
 *
 * <p>{@link #asHttpSession} is what servlets see. Its listeners ({@code
 * HttpSessionBindingListener}) are called as by a container.
 */
public final class FakeSession {

  private static final int MAX_INACTIVE_SECONDS = 1800;

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Map<String, Object> attributes = Collections.synchronizedMap(new LinkedHashMap<>());
  private final HttpSession face =
      Unsupported.proxy(
          HttpSession.class,
          (proxy, called, arguments) -> {
            switch (called.getName()) {
              case "hashCode":
                return System.identityHashCode(proxy);
              case "equals":
                return proxy == arguments[0];
              case "toString":
                return "FakeSession";
              default:
                return answer(called, arguments);
            }
          });
  private String id = nextId();
  private long creationTime;
  private int maxInactiveInterval = MAX_INACTIVE_SECONDS;
  private volatile boolean invalid;
  private @Nullable ServletContext application;

  /** A valid session without attributes. */
  public FakeSession() {}

  /** Sets an attribute without calling listeners. */
  public FakeSession with(String name, Object value) {
    attributes.put(name, value);
    return this;
  }

  /** When the session was created, in milliseconds since 1970; 0 if unset. */
  public FakeSession createdAt(long epochMillis) {
    creationTime = epochMillis;
    return this;
  }

  /** The application that the session belongs to. */
  public FakeSession in(@Nullable ServletContext context) {
    application = context;
    return this;
  }

  /** Ends the session, as a container does after the idle timeout. */
  public void expire() {
    face.invalidate();
  }

  /** The session as servlets see it. */
  public HttpSession asHttpSession() {
    return face;
  }

  /** The attributes, which the test can change. */
  public Map<String, Object> attributes() {
    return attributes;
  }

  /** The present ID, also after the end. */
  public String id() {
    return id;
  }

  /** The idle timeout in seconds. */
  public int maxInactiveInterval() {
    return maxInactiveInterval;
  }

  /** Whether the session has ended. */
  public boolean isInvalid() {
    return invalid;
  }

  /** Whether every attribute can be replicated to another node. */
  public boolean isSerializable() {
    return attributes.values().stream().allMatch(value -> value instanceof Serializable);
  }

  String changeId() {
    id = nextId();
    return id;
  }

  private static String nextId() {
    return "session-" + NUMBERS.incrementAndGet();
  }

  private @Nullable Object answer(Method called, Object[] arguments) {
    if (invalid) {
      throw new IllegalStateException("session is invalid");
    }
    switch (called.getName()) {
      case "getId":
        return id;
      case "getServletContext":
        return application == null ? new FakeContext().servletContext() : application;
      case "getCreationTime":
      case "getLastAccessedTime":
        return creationTime;
      case "getMaxInactiveInterval":
        return maxInactiveInterval;
      case "setMaxInactiveInterval":
        maxInactiveInterval = (Integer) arguments[0];
        return null;
      case "isNew":
        return false;
      case "invalidate":
        invalidate();
        return null;
      default:
        return attribute(called, arguments);
    }
  }

  private @Nullable Object attribute(Method called, Object[] arguments) {
    switch (called.getName()) {
      case "getAttribute":
        return attributes.get(arguments[0]);
      case "getAttributeNames":
        return Collections.enumeration(List.copyOf(attributes.keySet()));
      case "setAttribute":
        set((String) arguments[0], arguments[1]);
        return null;
      case "removeAttribute":
        remove((String) arguments[0]);
        return null;
      default:
        throw new UnsupportedOperationException(called.getName());
    }
  }

  private void invalidate() {
    List.copyOf(attributes.keySet()).forEach(this::remove);
    invalid = true;
  }

  private void set(String name, @Nullable Object value) {
    if (value == null) {
      remove(name);
      return;
    }
    Object before = attributes.put(name, value);
    if (before != value && value instanceof HttpSessionBindingListener) {
      ((HttpSessionBindingListener) value)
          .valueBound(new HttpSessionBindingEvent(face, name, value));
    }
    if (before != value) {
      unbound(name, before);
    }
  }

  private void remove(String name) {
    unbound(name, attributes.remove(name));
  }

  private void unbound(String name, @Nullable Object value) {
    if (value instanceof HttpSessionBindingListener) {
      ((HttpSessionBindingListener) value)
          .valueUnbound(new HttpSessionBindingEvent(face, name, value));
    }
  }
}
