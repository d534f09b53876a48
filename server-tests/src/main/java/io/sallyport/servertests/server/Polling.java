package io.sallyport.servertests.server;

import java.time.Duration;

/** Waits for a condition in a server's process, which has no class of the tests. */
final class Polling {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private Polling() {}

  /** Something that becomes true. */
  interface Condition<E extends Exception> {
    boolean holds() throws E;
  }

  /** Whether it holds within this time. */
  static <E extends Exception> boolean until(Duration limit, Condition<E> condition)
      throws E, InterruptedException {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begun > limit.toNanos()) {
        return false;
      }
      Thread.sleep(PAUSE.toMillis());
    }
    return true;
  }
}
