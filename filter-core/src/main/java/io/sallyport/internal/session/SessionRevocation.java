package io.sallyport.internal.session;

import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.revocation.RevocationQuery;
import io.sallyport.spi.StoreUnavailableException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Checks whether a session is revoked, alone or with everything of its user. */
public final class SessionRevocation {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  private static final String ATTRIBUTE = "io.sallyport.session.revocations";

  // The lifetime of one minute and the maximum leeway.
  private static final Duration MAX_TOKEN_LIFETIME = Duration.ofMinutes(6);

  private final RevocationList revocations;
  private final Clock clock;

  private SessionRevocation(RevocationList revocations, Clock clock) {
    this.revocations = revocations;
    this.clock = clock;
  }

  public static SessionRevocation of(RevocationList revocations, Clock clock) {
    return new SessionRevocation(revocations, clock);
  }

  /** Adds this to those of the application, one per filter. Sessions look them up there. */
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

  /** Revokes the tokens that were issued from a session of this application. */
  static void revokeTokens(ServletContext application, String id) {
    of(application).forEach(revocation -> revocation.revokeTokens(id));
  }

  // Called when the application or the container ends the session. An outage must not break either.
  private void revokeTokens(String id) {
    try {
      revocations.revoke(RevocationKey.session(id), clock.instant().plus(MAX_TOKEN_LIFETIME));
    } catch (StoreUnavailableException e) {
      LOGGER.log(
          Level.WARNING,
          "tokens of an ended session not revoked, they expire within a minute: reason={0}",
          e.getMessage());
    }
  }

  /**
   * Does nothing while the revocations can be read, and could be read for some time.
   *
   * @throws io.sallyport.internal.revocation.RevocationsUnavailableException if they cannot be read
   */
  void requireReadable() {
    revocations.requireSteady();
  }

  // If the login was not observed (the container's own), the session's creation time counts, which
  // is never later. The session is then ended, so that the next login gets a new one.
  boolean isRevoked(HttpSession session, String name) {
    return revocations.isRevoked(() -> query(session, name));
  }

  private static RevocationQuery query(HttpSession session, String name) {
    Object id = session.getAttribute(SessionAttributes.ID);
    // By its id at any time; with everything of its user only if it began before the revocation.
    List<String> ids =
        id instanceof String ? List.of(RevocationKey.session((String) id)) : List.of();
    return RevocationQuery.byIds(ids).orByOwner(RevocationKey.person(name), since(session));
  }

  /** Whether everything of a user was revoked at any time: for a login whose time is unknown. */
  boolean isRevokedWhenever(String name) {
    return revocations.isRevoked(() -> RevocationQuery.byId(RevocationKey.person(name)));
  }

  static long since(HttpSession session) {
    Object since = session.getAttribute(SessionAttributes.SINCE);
    return since instanceof Long ? (Long) since : session.getCreationTime();
  }
}
