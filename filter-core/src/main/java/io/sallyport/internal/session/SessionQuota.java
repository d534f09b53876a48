package io.sallyport.internal.session;

import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Limits the sessions of a user on all nodes together: a session beyond the maximum ends the
 * oldest.
 */
public final class SessionQuota {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");
  private static final String ATTRIBUTE = "io.sallyport.session.quota";

  private final TokenStore store;
  private final RevocationList revocations;
  private final QuotaLimits limits;
  private final Clock clock;

  private SessionQuota(
      TokenStore store, RevocationList revocations, QuotaLimits limits, Clock clock) {
    this.store = store;
    this.revocations = revocations;
    this.limits = limits;
    this.clock = clock;
  }

  /** Creates the quota over the store that the nodes share. */
  public static SessionQuota of(
      TokenStore store, RevocationList revocations, QuotaLimits limits, Clock clock) {
    return new SessionQuota(store, revocations, limits, clock);
  }

  /** Makes this the quota of an application. Sessions look it up there when they end. */
  public void install(ServletContext application) {
    application.setAttribute(ATTRIBUTE, this);
  }

  static Optional<SessionQuota> of(ServletContext application) {
    Object found = application.getAttribute(ATTRIBUTE);
    return found instanceof SessionQuota ? Optional.of((SessionQuota) found) : Optional.empty();
  }

  /**
   * Counts a session that begins, and ends the oldest sessions beyond the maximum.
   *
   * @throws StoreUnavailableException if it cannot be done on all nodes
   */
  void open(HttpSession session, String name) {
    Object id = session.getAttribute(SessionAttributes.ID);
    SessionSlot counted =
        new SessionSlot(RevocationKey.person(name), RevocationKey.session(String.valueOf(id)));
    // The owner before has one session less.
    release(session);
    endOthers(counted);
    session.setAttribute(SessionAttributes.COUNTED, counted);
  }

  private void endOthers(SessionSlot counted) {
    Instant until = clock.instant().plus(limits.maxAge());
    String owner = counted.owner();
    for (String tooMany :
        store.openSession(owner, counted.session(), until, limits.maxSessions())) {
      revocations.revoke(tooMany, until);
      // Only after the revocation: if that failed, the next login must end the session.
      store.closeSession(owner, tooMany);
    }
  }

  /** Removes a session from the count of its owner, if it has one. */
  static void release(HttpSession session) {
    session.removeAttribute(SessionAttributes.COUNTED);
  }

  // Called at a logout or when the container ends a session. An outage must not break either.
  void close(SessionSlot counted) {
    try {
      store.closeSession(counted.owner(), counted.session());
    } catch (StoreUnavailableException e) {
      LOGGER.log(Level.DEBUG, "ended session still counted: reason=" + e.getMessage());
    }
  }
}
