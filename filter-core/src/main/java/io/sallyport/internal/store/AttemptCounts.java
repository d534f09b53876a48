package io.sallyport.internal.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Attempts by key, in bounded memory. So many keys have a count of their own; those that come while
 * there is no room share counts in a table of fixed size. A shared count holds what was counted in
 * this span and in the one before, each as long as the window: too high at times, never too low.
 * What has a count of its own keeps it until its window is over.
 */
final class AttemptCounts {

  private static final int CELLS = 1 << 20;

  private final int most;
  private final int seed = ThreadLocalRandom.current().nextInt();
  private final ExpiringMap<long[]> own = new ExpiringMap<>();
  private char @Nullable [] current;
  private char @Nullable [] previous;
  private long begun;
  private long span;

  AttemptCounts(int most) {
    this.most = most;
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
    if (found != null || own.size() < most) {
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

  // The next span, if this one is over. Spans in which nothing is shared cost nothing.
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
