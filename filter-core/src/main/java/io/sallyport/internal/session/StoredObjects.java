package io.sallyport.internal.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The objects that one request has seen in the adopted attribute, each with the login that it stood
 * for. An object that was there before is not new when it is stored again: also not in a session
 * that replaces the first, and not where the server makes a copy at every read.
 */
final class StoredObjects {

  private static final String ATTRIBUTE = "io.sallyport.session.stored-objects";

  private final Map<Object, Optional<StoredLogin>> seen =
      Collections.synchronizedMap(new IdentityHashMap<>());

  private StoredObjects() {}

  /** Those of a request; in all of its dispatches the same. */
  static StoredObjects of(HttpServletRequest request) {
    Object found = request.getAttribute(ATTRIBUTE);
    if (found instanceof StoredObjects) {
      return (StoredObjects) found;
    }
    StoredObjects made = new StoredObjects();
    request.setAttribute(ATTRIBUTE, made);
    return made;
  }

  /** Notes an object that is in the session now. */
  void note(@Nullable Object value, HttpSession session) {
    if (value != null) {
      // What it stood for at first: the mark in the session may be gone since.
      seen.merge(value, StoredLogin.in(session), (first, now) -> first.isPresent() ? first : now);
    }
  }

  boolean contains(Object value) {
    return seen.containsKey(value);
  }

  /** The login that this object stood for. */
  Optional<StoredLogin> loginOf(Object value) {
    return seen.getOrDefault(value, Optional.empty());
  }

  /** A login of this name that any of the objects stood for. */
  Optional<StoredLogin> loginBy(String name) {
    synchronized (seen) {
      return seen.values().stream()
          .flatMap(Optional::stream)
          .filter(login -> login.name().equals(name))
          .findFirst();
    }
  }
}
