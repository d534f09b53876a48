package io.sallyport.internal.key;

import java.time.Duration;

/** How often keys are read again, and how long they stay valid while they cannot be read. */
public final class RefreshPolicy {

  private final Duration interval;
  private final Duration forcedInterval;
  private final Duration retention;
  private final Duration waitTimeout;

  private RefreshPolicy(
      Duration interval, Duration forcedInterval, Duration retention, Duration waitTimeout) {
    this.interval = interval;
    this.forcedInterval = forcedInterval;
    this.retention = retention;
    this.waitTimeout = waitTimeout;
  }

  /**
   * Creates a policy.
   *
   * @param interval maximum time until a withdrawn key is no longer used
   * @param forcedInterval minimum time between two reads for an unknown key that a token names
   * @param retention how long keys that cannot be read again stay valid after the interval
   * @param waitTimeout maximum time that a request waits for a read
   */
  public static RefreshPolicy of(
      Duration interval, Duration forcedInterval, Duration retention, Duration waitTimeout) {
    return new RefreshPolicy(interval, forcedInterval, retention, waitTimeout);
  }

  // Before the interval ends, so that no request waits for the read.
  Duration untilNext() {
    return interval.multipliedBy(4).dividedBy(5);
  }

  /**
   * The wait after failures: one second, two, four ..., at most the wait without failures, and at
   * most four seconds while there are no keys and all tokens get 503.
   */
  Duration untilRetry(int failures, boolean haveKeys) {
    Duration wait = Duration.ofSeconds(1L << Math.min(failures - 1, haveKeys ? 5 : 2));
    return wait.compareTo(untilNext()) < 0 ? wait : untilNext();
  }

  Duration forcedInterval() {
    return forcedInterval;
  }

  Duration lifetime() {
    return interval.plus(retention);
  }

  Duration waitTimeout() {
    return waitTimeout;
  }
}
