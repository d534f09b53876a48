package io.sallyport.internal.session;

import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import jakarta.servlet.http.HttpSession;
import java.util.List;

/** Whether a session was taken back: it alone, or everything of the person whose it is. */
public final class SessionRevocation {

  private final RevocationList revocations;

  private SessionRevocation(RevocationList revocations) {
    this.revocations = revocations;
  }

  public static SessionRevocation of(RevocationList revocations) {
    return new SessionRevocation(revocations);
  }

  /**
   * Nothing, while what was taken back can be read, and could be for a while.
   *
   * @throws io.sallyport.internal.revocation.RevocationsUnavailableException if it cannot
   */
  void requireReadable() {
    revocations.requireSteady();
  }

  // Where we did not see the login (the container's own), the session's creation counts: earlier,
  // never later. The session is then ended, so that the next login has one of its own.
  boolean isRevoked(HttpSession session, String name) {
    if (revocations.isEmpty()) {
      return false;
    }
    Object id = session.getAttribute(SessionAttributes.ID);
    // By its id whenever it began; with all of its person only if it began before.
    return (id instanceof String
            && revocations.isRevoked(List.of(RevocationKey.session((String) id)), Long.MIN_VALUE))
        || revocations.isRevoked(List.of(RevocationKey.person(name)), since(session));
  }

  static long since(HttpSession session) {
    Object since = session.getAttribute(SessionAttributes.SINCE);
    return since instanceof Long ? (Long) since : session.getCreationTime();
  }
}
