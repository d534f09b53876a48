package io.sallyport.internal.store;

/**
 * How many keys of attempts this node adds to a shared store in a window. Beyond that, further keys
 * share counts: {@code CELLS} in each span that is as long as the window.
 */
final class AttemptBound {

  static final int CELLS = 1 << 19;
  static final int MOST = 100_000;

  private final int most;
  private long span;
  private int begun;

  AttemptBound(int most) {
    this.most = most;
  }

  /** The span of a moment; the same on all nodes. */
  static long span(long now, long window) {
    return Math.floorDiv(now, window);
  }

  /** Which of the shared counts is a key's; the same on all nodes. */
  static int cell(String key) {
    int mixed = key.hashCode() * 0x9E3779B9;
    return (mixed ^ (mixed >>> 15)) & (CELLS - 1);
  }

  /** Whether a key that has no count of its own shares one now. */
  synchronized boolean isReached(long now, long window) {
    if (span(now, window) != span) {
      span = span(now, window);
      begun = 0;
    }
    return begun >= most;
  }

  /** A key got a count of its own. */
  synchronized void begin() {
    begun++;
  }
}
