package io.sallyport.internal.key;

import java.time.Duration;

/** How often keys are read again, and for how long they are believed when they cannot be. */
public final class RefreshPolicy {

  private final Duration interval;
  private final Duration forcedInterval;
  private final Duration retention;
  private final Duration patience;

  private RefreshPolicy(
      Duration interval, Duration forcedInterval, Duration retention, Duration patience) {
    this.interval = interval;
    this.forcedInterval = forcedInterval;
    this.retention = retention;
    this.patience = patience;
  }

  /**
   * A policy.
   *
   * @param interval after so long at most, what was withdrawn is no longer believed
   * @param forcedInterval between two looks for a key that only a token has named
   * @param retention how long beyond the interval keys stay good that cannot be read again
   * @param patience how long a request waits for a look that it needs
   */
  public static RefreshPolicy of(
      Duration interval, Duration forcedInterval, Duration retention, Duration patience) {
    return new RefreshPolicy(interval, forcedInterval, retention, patience);
  }

  // Ahead of the interval's end, so that no request ever waits for it.
  Duration untilNext() {
    return interval.multipliedBy(4).dividedBy(5);
  }

  /**
   * One second, two, four ... after failures, but not more seldom than without them; nor than every
   * four seconds while there are no keys, and everybody waits for the provider.
   */
  Duration untilRetry(int failures, boolean areThereKeys) {
    Duration wait = Duration.ofSeconds(1L << Math.min(failures - 1, areThereKeys ? 5 : 2));
    return wait.compareTo(untilNext()) < 0 ? wait : untilNext();
  }

  Duration forcedInterval() {
    return forcedInterval;
  }

  Duration lifetime() {
    return interval.plus(retention);
  }

  Duration patience() {
    return patience;
  }
}
