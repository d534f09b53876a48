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
 * The entries that this node knows, no more than a maximum. They are kept some hours beyond their
 * time, so that a clock that is set back brings nothing to life.
 */
final class RevocationCopy {

  private static final long MARGIN = Duration.ofHours(2).toMillis();

  private final Map<RevokedEntry, RevokedEntry> entries = new ConcurrentHashMap<>();
  private final Clock clock;
  private final int most;
  private final AtomicInteger pass = new AtomicInteger();

  private RevocationCopy(Clock clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  static RevocationCopy of(Clock clock, int most) {
    return new RevocationCopy(clock, most);
  }

  /** The store is read from its beginning, once more. */
  void beginPass() {
    pass.incrementAndGet();
  }

  /**
   * Adds what the store holds, or has acknowledged.
   *
   * @return false if there is no room for it
   */
  boolean add(Revocation stored) {
    long before = stored.before().toEpochMilli();
    long until = stored.until().toEpochMilli();
    Optional<RevokedEntry> parsed = RevokedEntry.of(stored.key());
    if (parsed.isEmpty() || until < clock.millis() - MARGIN) {
      // A key that is not one of ours matches no request.
      return true;
    }
    RevokedEntry entry = parsed.get();
    RevokedEntry found = entries.get(entry);
    if (found == null && entries.size() >= most) {
      return false;
    }
    RevokedEntry there = found == null ? entries.putIfAbsent(entry, entry) : found;
    RevokedEntry kept = there == null ? entry : there;
    kept.raise(before, until);
    // Else the store holds less than this node knows.
    if (before == kept.before() && until == kept.until()) {
      kept.seen(pass.get());
    }
    return true;
  }

  boolean isRevoked(List<String> keys, long began) {
    if (entries.isEmpty()) {
      return false;
    }
    for (String key : keys) {
      Optional<RevokedEntry> found = find(key);
      if (found.isPresent() && began <= found.get().before()) {
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

  // What a store came back without, though it had acknowledged it: an in-memory one, most likely.
  List<RevokedEntry> notSeen() {
    long now = clock.millis();
    List<RevokedEntry> missing = new ArrayList<>();
    for (RevokedEntry mine : entries.values()) {
      if (now < mine.until() && !mine.isSeen(pass.get())) {
        missing.add(mine);
      }
    }
    return missing;
  }

  void forgetWhatIsOver() {
    long over = clock.millis() - MARGIN;
    entries.values().removeIf(entry -> entry.until() < over);
  }
}
