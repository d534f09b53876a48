package io.sallyport.internal.session;

import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** No more than so many sessions a person, on all nodes together: the next one ends the oldest. */
public final class SessionQuota {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  private static final String ATTRIBUTE = "io.sallyport.session.quota";

  private final TokenStore store;
  private final RevocationList revocations;
  private final int most;
  private final Duration longest;
  private final Clock clock;

  private SessionQuota(
      TokenStore store, RevocationList revocations, int most, Duration longest, Clock clock) {
    this.store = store;
    this.revocations = revocations;
    this.most = most;
    this.longest = longest;
    this.clock = clock;
  }

  /**
   * A quota.
   *
   * @param longest no session lasts longer
   */
  public static SessionQuota of(
      TokenStore store, RevocationList revocations, int most, Duration longest, Clock clock) {
    return new SessionQuota(store, revocations, most, longest, clock);
  }

  /** Makes this the quota of an application, so that sessions find it when they end. */
  public void install(ServletContext application) {
    application.setAttribute(ATTRIBUTE, this);
  }

  static Optional<SessionQuota> of(ServletContext application) {
    Object found = application.getAttribute(ATTRIBUTE);
    return found instanceof SessionQuota ? Optional.of((SessionQuota) found) : Optional.empty();
  }

  /**
   * Counts a session that begins, and ends those that are too many.
   *
   * @throws StoreUnavailableException if that cannot be done on all nodes
   */
  void opened(HttpSession session, String name) {
    Object id = session.getAttribute(SessionAttributes.ID);
    SessionSlot counted =
        new SessionSlot(RevocationKey.person(name), RevocationKey.session(String.valueOf(id)));
    // Whose it was before has one less.
    ended(session);
    endOthers(counted);
    session.setAttribute(SessionAttributes.COUNTED, counted);
  }

  private void endOthers(SessionSlot counted) {
    Instant until = clock.instant().plus(longest);
    String owner = counted.owner();
    for (String tooMany : store.openSession(owner, counted.session(), until, most)) {
      revocations.revoke(tooMany, until);
      // Only now: had it not ended, the next login must end it.
      store.closeSession(owner, tooMany);
    }
  }

  /** A session is nobody's from now on, if it was somebody's. */
  static void ended(HttpSession session) {
    session.removeAttribute(SessionAttributes.COUNTED);
  }

  // Somebody's logout, or the container that tidies up: an outage of ours must not break either.
  void ended(SessionSlot counted) {
    try {
      store.closeSession(counted.owner(), counted.session());
    } catch (StoreUnavailableException e) {
      LOGGER.log(Level.DEBUG, "a session that has ended is still counted: " + e.getMessage());
    }
  }
}
