package io.sallyport.internal.store;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * For one node: everything is lost when it stops. One lock, since nothing here is slow. Entries are
 * dropped some hours after their time, so that a clock that is set back brings nothing to life.
 */
public final class InMemoryTokenStore implements TokenStore {

  /** How far a clock may be set back. */
  private static final Duration MARGIN = Duration.ofHours(2);

  private static final int CLEANED_EVERY = 256;

  private final Clock clock;
  private final NavigableMap<Long, Revocation> revoked = new TreeMap<>();
  private final Map<String, Instant> used = new HashMap<>();
  private final Map<String, Family> families = new HashMap<>();
  private final Map<String, Attempts> attempts = new HashMap<>();
  private final Map<String, Map<String, Instant>> sessions = new HashMap<>();
  private long revocations;
  private int changes;

  private InMemoryTokenStore(Clock clock) {
    this.clock = clock;
  }

  public static InMemoryTokenStore of(Clock clock) {
    return new InMemoryTokenStore(clock);
  }

  @Override
  public synchronized void revoke(Revocation revocation) {
    clean();
    revocations++;
    revoked.put(revocations, revocation);
  }

  // The cursor is the number of the last one seen.
  @Override
  public synchronized Revocations revocationsSince(String cursor) {
    long seen = cursor.isEmpty() ? 0 : Long.parseLong(cursor);
    return Revocations.of(
        List.copyOf(revoked.tailMap(seen, false).values()), String.valueOf(revocations));
  }

  @Override
  public synchronized boolean useOnce(String key, Instant until) {
    clean();
    return used.putIfAbsent(key, until) == null;
  }

  @Override
  public synchronized void beginFamily(String family, String first, Instant until) {
    clean();
    families.put(family, new Family(first, until));
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

  @Override
  public synchronized long countAttempt(String key, Duration window) {
    clean();
    Instant now = clock.instant();
    Attempts found = attempts.get(key);
    if (found == null || !now.isBefore(found.until)) {
      found = new Attempts(now.plus(window));
      attempts.put(key, found);
    }
    found.count++;
    return found.count;
  }

  @Override
  public synchronized void clearAttempts(String key) {
    attempts.remove(key);
  }

  @Override
  public synchronized List<String> openSession(
      String owner, String session, Instant until, int most) {
    clean();
    Map<String, Instant> owned = sessions.computeIfAbsent(owner, ignored -> new LinkedHashMap<>());
    owned.remove(session);
    owned.values().removeIf(end -> !clock.instant().isBefore(end));
    owned.put(session, until);
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

  // Now and then, in passing: no thread for it.
  private void clean() {
    if (++changes % CLEANED_EVERY != 0) {
      return;
    }
    Instant over = clock.instant().minus(MARGIN);
    revoked.values().removeIf(revocation -> revocation.until().isBefore(over));
    used.values().removeIf(until -> until.isBefore(over));
    families.values().removeIf(family -> family.until.isBefore(over));
    attempts.values().removeIf(counted -> counted.until.isBefore(over));
    sessions.values().forEach(owned -> owned.values().removeIf(until -> until.isBefore(over)));
    sessions.values().removeIf(Map::isEmpty);
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

  private static final class Attempts {

    private final Instant until;
    private long count;

    private Attempts(Instant until) {
      this.until = until;
    }
  }
}
