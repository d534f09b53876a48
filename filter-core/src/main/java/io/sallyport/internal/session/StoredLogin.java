package io.sallyport.internal.session;

import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** The login of an object in the adopted attribute: name, time and id. */
final class StoredLogin {

  private final String name;
  private final long since;
  private final Optional<String> id;

  private StoredLogin(String name, long since, Optional<String> id) {
    this.name = name;
    this.since = since;
    this.id = id;
  }

  /** The login of the object that is in the session now; empty if there is none. */
  static Optional<StoredLogin> in(HttpSession session) {
    Object id = session.getAttribute(SessionAttributes.ID);
    return AdoptedCaller.fixedName(session)
        .map(
            name ->
                new StoredLogin(
                    name,
                    SessionRevocation.since(session),
                    id instanceof String ? Optional.of((String) id) : Optional.empty()));
  }

  String name() {
    return name;
  }

  /** Copies time and id, so that tokens issued from the login also end with the new session. */
  void copyTo(HttpSession session) {
    session.setAttribute(SessionAttributes.SINCE, since);
    id.ifPresent(text -> session.setAttribute(SessionAttributes.ID, text));
  }
}
