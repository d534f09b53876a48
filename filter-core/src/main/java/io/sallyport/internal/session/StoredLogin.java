package io.sallyport.internal.session;

import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** The login that an object in the adopted attribute stands for: whose, since when, its id. */
final class StoredLogin {

  private final String name;
  private final long since;
  private final Optional<String> id;

  private StoredLogin(String name, long since, Optional<String> id) {
    this.name = name;
    this.since = since;
    this.id = id;
  }

  /** That of the object that is in a session now; empty if it stands for no login. */
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

  /** Tokens that were made from the login end with it also in the session that replaces it. */
  void copyTo(HttpSession session) {
    session.setAttribute(SessionAttributes.SINCE, since);
    id.ifPresent(text -> session.setAttribute(SessionAttributes.ID, text));
  }
}
