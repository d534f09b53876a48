package io.sallyport.internal.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A map whose entries are dropped some time after their end. Each call drops a few of them, so that
 * the cost of a call does not grow with their number. It is not thread-safe.
 */
final class ExpiringMap<V> {

  // Entries that end in the same slot are dropped together, up to one slot too late.
  private static final long SLOT_MILLIS = 10_000;
  // More than one, so that the map shrinks while entries are added.
  private static final int DROPPED_AT_ONCE = 4;

  private final Map<String, Entry<V>> entries = new HashMap<>();
  private final TreeMap<Long, List<String>> ends = new TreeMap<>();
  private final Queue<String> due = new ArrayDeque<>();
  private final Consumer<V> dropped;

  ExpiringMap(Consumer<V> dropped) {
    this.dropped = dropped;
  }

  ExpiringMap() {
    this(ignored -> {});
  }

  int size() {
    return entries.size();
  }

  @Nullable V get(String key) {
    Entry<V> found = entries.get(key);
    return found == null ? null : found.value;
  }

  /** Adds or replaces an entry. */
  void put(String key, V value, long until) {
    Entry<V> before = entries.put(key, new Entry<>(value, until));
    long slot = slot(until);
    if (before == null || slot(before.until) != slot) {
      ends.computeIfAbsent(slot, ignored -> new ArrayList<>(1)).add(key);
    }
  }

  void remove(String key) {
    entries.remove(key);
  }

  /** Drops some of the entries that ended before this time. */
  void dropSome(long over) {
    for (int i = 0; i < DROPPED_AT_ONCE && isDue(over); i++) {
      String key = due.remove();
      Entry<V> found = entries.get(key);
      // Otherwise it was removed, or added again with another end.
      if (found != null && slot(found.until) < slot(over)) {
        entries.remove(key);
        dropped.accept(found.value);
      }
    }
  }

  private boolean isDue(long over) {
    if (due.isEmpty() && !ends.isEmpty() && ends.firstKey() < slot(over)) {
      due.addAll(ends.pollFirstEntry().getValue());
    }
    return !due.isEmpty();
  }

  private static long slot(long moment) {
    return Math.floorDiv(moment, SLOT_MILLIS);
  }

  private static final class Entry<V> {

    private final V value;
    private final long until;

    private Entry(V value, long until) {
      this.value = value;
      this.until = until;
    }
  }
}
