package io.sallyport.internal.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The objects that one request has seen in the adopted attribute, each with its login. An object
 * that was there before is not a new login when it is stored again, also in another session or if
 * the server copies objects at each read.
 */
final class StoredObjects {

  private static final String ATTRIBUTE = "io.sallyport.session.stored-objects";

  private final Map<Object, Optional<StoredLogin>> seen =
      Collections.synchronizedMap(new IdentityHashMap<>());

  private StoredObjects() {}

  /** The objects of a request, the same in all of its dispatches. */
  static StoredObjects of(HttpServletRequest request) {
    Object found = request.getAttribute(ATTRIBUTE);
    if (found instanceof StoredObjects) {
      return (StoredObjects) found;
    }
    StoredObjects made = new StoredObjects();
    request.setAttribute(ATTRIBUTE, made);
    return made;
  }

  /** Records an object that is in the session now. */
  void record(@Nullable Object value, HttpSession session) {
    if (value != null) {
      // The first login counts: the mark in the session may have been removed since.
      seen.merge(value, StoredLogin.in(session), (first, now) -> first.isPresent() ? first : now);
    }
  }

  boolean contains(Object value) {
    return seen.containsKey(value);
  }

  /** The login of this object. */
  Optional<StoredLogin> loginOf(Object value) {
    return seen.getOrDefault(value, Optional.empty());
  }

  /** A login of any of the objects with this name. */
  Optional<StoredLogin> loginBy(String name) {
    synchronized (seen) {
      return seen.values().stream()
          .flatMap(Optional::stream)
          .filter(login -> login.name().equals(name))
          .findFirst();
    }
  }
}
