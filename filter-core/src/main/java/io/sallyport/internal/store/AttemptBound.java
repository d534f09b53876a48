package io.sallyport.internal.store;

/**
 * Limits the number of attempt keys that this node adds to a shared store per window. Beyond the
 * limit, further keys share {@code CELLS} counts in each span, which is as long as the window.
 */
final class AttemptBound {

  static final int CELLS = 1 << 19;
  static final int DEFAULT_MAXIMUM = 100_000;

  private final int maximum;
  private long span;
  private int begun;

  AttemptBound(int maximum) {
    this.maximum = maximum;
  }

  /** The span of a time; the same on all nodes. */
  static long span(long now, long window) {
    return Math.floorDiv(now, window);
  }

  /** The shared count of a key; the same on all nodes. */
  static int cell(String key) {
    int mixed = key.hashCode() * 0x9E3779B9;
    return (mixed ^ (mixed >>> 15)) & (CELLS - 1);
  }

  /** Whether a new key must share a count now. */
  synchronized boolean isReached(long now, long window) {
    if (span(now, window) != span) {
      span = span(now, window);
      begun = 0;
    }
    return begun >= maximum;
  }

  /** Records that a key got a count of its own. */
  synchronized void begin() {
    begun++;
  }
}
