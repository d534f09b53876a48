package io.sallyport.internal.session;

import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.spi.StoreUnavailableException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether a session was taken back: it alone, or everything of the person whose it is. */
public final class SessionRevocation {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  private static final String ATTRIBUTE = "io.sallyport.session.revocations";

  // A minute, and the longest leeway.
  private static final Duration LONGEST_TOKEN = Duration.ofMinutes(6);

  private final RevocationList revocations;
  private final Clock clock;

  private SessionRevocation(RevocationList revocations, Clock clock) {
    this.revocations = revocations;
    this.clock = clock;
  }

  public static SessionRevocation of(RevocationList revocations, Clock clock) {
    return new SessionRevocation(revocations, clock);
  }

  /** Makes this one of an application's, one for each filter, so that sessions find it. */
  public void install(ServletContext application) {
    List<SessionRevocation> all = new ArrayList<>(of(application));
    all.add(this);
    application.setAttribute(ATTRIBUTE, List.copyOf(all));
  }

  private static List<SessionRevocation> of(ServletContext application) {
    List<SessionRevocation> all = new ArrayList<>();
    Object found = application.getAttribute(ATTRIBUTE);
    if (found instanceof List) {
      for (Object one : (List<?>) found) {
        if (one instanceof SessionRevocation) {
          all.add((SessionRevocation) one);
        }
      }
    }
    return all;
  }

  /** Revokes the tokens that were made from a session of this application. */
  static void revokeTokens(ServletContext application, String id) {
    of(application).forEach(revocation -> revocation.revokeTokens(id));
  }

  // The application ends its session, or the container tidies up: an outage of ours must not break
  // either.
  private void revokeTokens(String id) {
    try {
      revocations.revoke(RevocationKey.session(id), clock.instant().plus(LONGEST_TOKEN));
    } catch (StoreUnavailableException e) {
      LOGGER.log(
          Level.WARNING,
          "tokens of an ended session are not revoked and end within a minute: {0}",
          e.getMessage());
    }
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

  /** Whether everything of a person was taken back, up to any time: for a login without a date. */
  boolean isRevokedWhenever(String name) {
    return !revocations.isEmpty()
        && revocations.isRevoked(List.of(RevocationKey.person(name)), Long.MIN_VALUE);
  }

  static long since(HttpSession session) {
    Object since = session.getAttribute(SessionAttributes.SINCE);
    return since instanceof Long ? (Long) since : session.getCreationTime();
  }
}
