package io.sallyport.internal.session;

import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** No more than so many sessions a person, on all nodes together: the next one ends the oldest. */
public final class SessionQuota {

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

  /**
   * Counts a session that begins, and ends those that are too many.
   *
   * @param id the one that we gave it
   * @throws io.sallyport.spi.StoreUnavailableException if that cannot be done on all nodes
   */
  void opened(String name, String id) {
    Instant now = clock.instant();
    String owner = RevocationKey.person(name);
    for (String tooMany :
        store.openSession(owner, RevocationKey.session(id), now.plus(longest), most)) {
      revocations.revoke(tooMany, now.plus(longest));
      // Only now: had it not ended, the next login must end it.
      store.closeSession(owner, tooMany);
    }
  }

  /** A session of somebody's has ended. */
  void closed(String name, String id) {
    store.closeSession(RevocationKey.person(name), RevocationKey.session(id));
  }
}
