package io.sallyport.internal.revocation;

import io.sallyport.spi.Revocation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The revocations that this node holds in memory, up to a maximum. They are kept some hours longer
 * than needed, so that a clock that is set back makes no revoked token valid.
 */
final class RevocationCopy {

  private static final long MARGIN = Duration.ofHours(2).toMillis();

  private final Map<RevokedEntry, RevokedEntry> entries = new ConcurrentHashMap<>();
  private final Clock clock;
  private final int maxEntries;
  private final AtomicInteger pass = new AtomicInteger();

  private RevocationCopy(Clock clock, int maxEntries) {
    this.clock = clock;
    this.maxEntries = maxEntries;
  }

  static RevocationCopy of(Clock clock, int maxEntries) {
    return new RevocationCopy(clock, maxEntries);
  }

  /** Begins to count which entries are seen in a read of the whole store. */
  void beginPass() {
    pass.incrementAndGet();
  }

  /**
   * Adds what the store has, or has acknowledged.
   *
   * @return false if the maximum is reached
   */
  boolean add(Revocation stored) {
    long before = stored.before().toEpochMilli();
    long until = stored.until().toEpochMilli();
    Optional<RevokedEntry> parsed = RevokedEntry.of(stored.key());
    if (parsed.isEmpty() || until < clock.millis() - MARGIN) {
      // A key in another form matches no request.
      return true;
    }
    RevokedEntry entry = parsed.get();
    RevokedEntry found = entries.get(entry);
    if (found == null && entries.size() >= maxEntries) {
      return false;
    }
    RevokedEntry present = found == null ? entries.putIfAbsent(entry, entry) : found;
    RevokedEntry kept = present == null ? entry : present;
    kept.raise(before, until);
    // Otherwise the store has less than this node.
    if (before == kept.before() && until == kept.until()) {
      kept.markSeen(pass.get());
    }
    return true;
  }

  boolean isRevoked(RevocationQuery query) {
    if (entries.isEmpty()) {
      return false;
    }
    for (int i = 0; i < query.keys().size(); i++) {
      Optional<RevokedEntry> found = find(query.keys().get(i));
      if (found.isPresent() && query.began(i) <= found.get().before()) {
        return true;
      }
    }
    return false;
  }

  boolean covers(Revocation revocation) {
    return find(revocation.key())
        .filter(
            entry ->
                entry.covers(revocation.before().toEpochMilli(), revocation.until().toEpochMilli()))
        .isPresent();
  }

  private Optional<RevokedEntry> find(String key) {
    return RevokedEntry.of(key).map(entries::get);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  long size() {
    return entries.size();
  }

  /** What the store has acknowledged and lost, as an in-memory store does at a restart. */
  List<RevokedEntry> notSeen() {
    long now = clock.millis();
    List<RevokedEntry> missing = new ArrayList<>();
    for (RevokedEntry entry : entries.values()) {
      if (now < entry.until() && !entry.isSeen(pass.get())) {
        missing.add(entry);
      }
    }
    return missing;
  }

  int maxEntries() {
    return maxEntries;
  }

  /** Removes what is not needed any more. */
  void removeExpired() {
    long oldest = clock.millis() - MARGIN;
    entries.values().removeIf(entry -> entry.until() < oldest);
  }
}
