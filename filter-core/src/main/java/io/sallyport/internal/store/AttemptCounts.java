package io.sallyport.internal.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts by key in bounded memory. Up to a maximum number of keys have a count of their
 * own. Further keys share counts in a table of fixed size. A shared count covers this span and the
 * one before, each as long as the window: it may be too high, never too low. A key with its own
 * count keeps it until its window ends.
 */
final class AttemptCounts {

  private static final int CELLS = 1 << 20;

  private final int maximum;
  private final int seed = ThreadLocalRandom.current().nextInt();
  private final ExpiringMap<long[]> own = new ExpiringMap<>();
  private char @Nullable [] current;
  private char @Nullable [] previous;
  private long begun;
  private long span;

  AttemptCounts(int maximum) {
    this.maximum = maximum;
  }

  synchronized long count(String key, Duration window, long now) {
    own.dropSome(now);
    long[] found = own.get(key);
    if (found != null && now < found[1]) {
      found[0]++;
      return found[0];
    }
    turn(now);
    int cell = cell(key);
    long counted = of(current, cell) + of(previous, cell) + 1;
    if (found != null || own.size() < maximum) {
      long until = now + window.toMillis();
      own.put(key, new long[] {counted, until}, until);
    } else {
      share(cell, window, now);
    }
    return counted;
  }

  synchronized void clear(String key) {
    own.remove(key);
  }

  synchronized int ownCounts() {
    return own.size();
  }

  private static long of(char @Nullable [] cells, int cell) {
    return cells == null ? 0 : cells[cell];
  }

  private void share(int cell, Duration window, long now) {
    span = Math.max(span, window.toMillis());
    char[] cells = current;
    if (cells == null) {
      cells = new char[CELLS];
      current = cells;
      begun = now;
    }
    if (cells[cell] < Character.MAX_VALUE) {
      cells[cell]++;
    }
  }

  // Begins the next span if this one is over. Spans without shared counts need no memory.
  private void turn(long now) {
    if (current != null || previous != null) {
      if (now - begun >= 2 * span) {
        current = null;
        previous = null;
      } else if (now - begun >= span) {
        previous = current;
        current = null;
        begun = now;
      }
    }
  }

  private int cell(String key) {
    int mixed = (key.hashCode() ^ seed) * 0x9E3779B9;
    return (mixed ^ (mixed >>> 15)) & (CELLS - 1);
  }
}
