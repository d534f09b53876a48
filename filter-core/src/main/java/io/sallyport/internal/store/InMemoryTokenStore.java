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
 * A token store for a single node, which loses all data when the node stops. One lock is
 * sufficient, since no operation is slow and no cost grows with the number of entries. Entries are
 * dropped some hours after their end, so that they stay effective if the clock is set back.
 * Attempts are dropped with their window.
 */
public final class InMemoryTokenStore implements TokenStore {

  /** How far the clock may be set back. */
  private static final long MARGIN = Duration.ofHours(2).toMillis();

  private static final int MAX_REVOCATIONS = 2_000_000;
  private static final int MAX_ATTEMPTS = 50_000;

  private final Clock clock;
  private final MemoryRevocations revoked;
  private final AttemptCounts attempts = new AttemptCounts(MAX_ATTEMPTS);
  private final ExpiringMap<Boolean> used = new ExpiringMap<>();
  private final ExpiringMap<Family> families = new ExpiringMap<>();
  private final ExpiringMap<Map<String, Instant>> sessions = new ExpiringMap<>();

  private InMemoryTokenStore(Clock clock, int maxRevocations) {
    this.clock = clock;
    this.revoked = new MemoryRevocations(maxRevocations);
  }

  public static InMemoryTokenStore of(Clock clock) {
    return of(clock, MAX_REVOCATIONS);
  }

  /**
   * Creates a store.
   *
   * @param maxRevocations maximum number of revocations; a further one is reported as an outage
   */
  public static InMemoryTokenStore of(Clock clock, int maxRevocations) {
    return new InMemoryTokenStore(clock, maxRevocations);
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

  // It has its own lock, so that anonymous callers do not block others.
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
      String owner, String session, Instant until, int maximum) {
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
    return all.subList(0, Math.max(0, all.size() - maximum));
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
