package io.sallyport.internal.revocation;

import io.sallyport.spi.Revocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The entries that this node knows. They are kept some hours beyond their time, so that a clock
 * that is set back brings nothing to life.
 */
final class RevocationCopy {

  private static final Duration MARGIN = Duration.ofHours(2);

  private final Map<String, Revocation> entries = new ConcurrentHashMap<>();
  private final Clock clock;

  private RevocationCopy(Clock clock) {
    this.clock = clock;
  }

  static RevocationCopy of(Clock clock) {
    return new RevocationCopy(clock);
  }

  void add(Revocation added) {
    entries.merge(added.key(), added, RevocationCopy::both);
  }

  boolean isRevoked(List<String> keys, long began) {
    if (entries.isEmpty()) {
      return false;
    }
    for (String key : keys) {
      Revocation found = entries.get(key);
      if (found != null && began <= found.before().toEpochMilli()) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  long size() {
    return entries.size();
  }

  // What a store came back without, though it had acknowledged it: an in-memory one, most likely.
  List<Revocation> missingIn(List<Revocation> stored) {
    Map<String, Revocation> known = new HashMap<>();
    stored.forEach(revocation -> known.merge(revocation.key(), revocation, RevocationCopy::both));
    Set<Revocation> there = new HashSet<>(known.values());
    List<Revocation> missing = new ArrayList<>();
    for (Revocation mine : entries.values()) {
      if (clock.instant().isBefore(mine.until()) && !there.contains(mine)) {
        missing.add(mine);
      }
    }
    return missing;
  }

  void forgetWhatIsOver() {
    Instant over = clock.instant().minus(MARGIN);
    entries.values().removeIf(revocation -> revocation.until().isBefore(over));
  }

  // Two about the same: what either says holds.
  private static Revocation both(Revocation one, Revocation other) {
    return Revocation.of(
        one.key(),
        one.before().isAfter(other.before()) ? one.before() : other.before(),
        one.until().isAfter(other.until()) ? one.until() : other.until());
  }
}
