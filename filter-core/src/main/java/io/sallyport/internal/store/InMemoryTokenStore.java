package io.sallyport.internal.store;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For one node: everything is lost when it stops. One lock, since nothing here is slow and no cost
 * grows with the number of entries. They are dropped some hours after their time, so that a clock
 * that is set back brings nothing to life; attempts are dropped with their window.
 */
public final class InMemoryTokenStore implements TokenStore {

  /** How far a clock may be set back. */
  private static final long MARGIN = Duration.ofHours(2).toMillis();

  private static final int MOST_REVOCATIONS = 2_000_000;
  private static final int MOST_ATTEMPTS = 50_000;

  private final Clock clock;
  private final MemoryRevocations revoked;
  private final AttemptCounts attempts = new AttemptCounts(MOST_ATTEMPTS);
  private final ExpiringMap<Boolean> used = new ExpiringMap<>();
  private final ExpiringMap<Family> families = new ExpiringMap<>();
  private final ExpiringMap<Map<String, Instant>> sessions = new ExpiringMap<>();

  private InMemoryTokenStore(Clock clock, int mostRevocations) {
    this.clock = clock;
    this.revoked = new MemoryRevocations(mostRevocations);
  }

  public static InMemoryTokenStore of(Clock clock) {
    return of(clock, MOST_REVOCATIONS);
  }

  /**
   * A store.
   *
   * @param mostRevocations how many it holds; a further one is an outage
   */
  public static InMemoryTokenStore of(Clock clock, int mostRevocations) {
    return new InMemoryTokenStore(clock, mostRevocations);
  }

  private long over() {
    return clock.millis() - MARGIN;
  }

  @Override
  public synchronized void revoke(Revocation revocation) {
    revoked.revoke(revocation, over());
  }

  @Override
  public synchronized Revocations revocationsSince(String cursor) {
    return revoked.since(cursor);
  }

  @Override
  public synchronized List<Revocation> findRevocations(List<String> keys) {
    return revoked.find(keys);
  }

  @Override
  public synchronized boolean useOnce(String key, Instant until) {
    used.dropSome(over());
    if (used.get(key) != null) {
      return false;
    }
    used.put(key, true, until.toEpochMilli());
    return true;
  }

  @Override
  public synchronized void beginFamily(String family, String first, Instant until) {
    families.dropSome(over());
    families.put(family, new Family(first, until), until.toEpochMilli());
  }

  @Override
  public synchronized Rotation rotate(String family, String presented, String next) {
    Family found = families.get(family);
    if (found == null || !clock.instant().isBefore(found.until)) {
      return Rotation.UNKNOWN;
    }
    if (!found.current.equals(presented)) {
      families.remove(family);
      return Rotation.REUSED;
    }
    found.current = next;
    return Rotation.DONE;
  }

  @Override
  public synchronized void endFamily(String family) {
    families.remove(family);
  }

  // It has a lock of its own: anonymous callers wait for no others.
  @Override
  public long countAttempt(String key, Duration window) {
    return attempts.count(key, window, clock.millis());
  }

  @Override
  public void clearAttempts(String key) {
    attempts.clear(key);
  }

  @Override
  public synchronized List<String> openSession(
      String owner, String session, Instant until, int most) {
    sessions.dropSome(over());
    Map<String, Instant> owned = sessions.get(owner);
    if (owned == null) {
      owned = new LinkedHashMap<>();
    }
    owned.remove(session);
    owned.values().removeIf(end -> !clock.instant().isBefore(end));
    owned.put(session, until);
    Instant last = until;
    for (Instant end : owned.values()) {
      last = end.isAfter(last) ? end : last;
    }
    sessions.put(owner, owned, last.toEpochMilli());
    List<String> all = List.copyOf(owned.keySet());
    return all.subList(0, Math.max(0, all.size() - most));
  }

  @Override
  public synchronized void closeSession(String owner, String session) {
    Map<String, Instant> owned = sessions.get(owner);
    if (owned != null) {
      owned.remove(session);
      if (owned.isEmpty()) {
        sessions.remove(owner);
      }
    }
  }

  @Override
  public void close() {}

  private static final class Family {

    private final Instant until;
    private String current;

    private Family(String current, Instant until) {
      this.current = current;
      this.until = until;
    }
  }
}
