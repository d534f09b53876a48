package io.sallyport.internal.revocation;

import io.sallyport.internal.background.Background;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When the store was read last, and whether it can be; the operator is told when that changes. */
final class StoreHealth {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final Duration LONGEST_AGE = Duration.ofSeconds(1);
  // Longer than a server waits for its own session store, twice two seconds. A pool may take five
  // more to connect again: sessions that the server lacks are 401 again within ten seconds.
  private static final Duration STEADY = Duration.ofMillis(4500);

  private final Background background;

  // Written by the thread that looks alone.
  private volatile @Nullable Long readAt;
  private volatile @Nullable Long failedAt;
  private volatile boolean failing;

  StoreHealth(Background background) {
    this.background = background;
  }

  /** It was read as it is now or later. */
  void read(long at) {
    readAt = at;
  }

  /** A look at it is over. */
  void succeeded() {
    if (failing) {
      LOGGER.log(Level.INFO, "the token store can be read again");
    }
    failing = false;
  }

  /** A look at it did not come to its end. */
  void failed(String why) {
    failedAt = background.nanoTime();
    if (!failing) {
      LOGGER.log(
          Level.WARNING,
          "the token store cannot be read: "
              + why
              + "; tokens and sessions are answered with 503 until it can");
    }
    failing = true;
  }

  boolean isFailing() {
    return failing;
  }

  boolean wasEverRead() {
    return readAt != null;
  }

  /** Whether what was read is young enough to be believed. */
  boolean isFresh() {
    Long at = readAt;
    return at != null && background.nanoTime() - at <= LONGEST_AGE.toNanos();
  }

  boolean isReadSince(long asked) {
    Long at = readAt;
    return at != null && at - asked >= 0;
  }

  /** Whether no look failed for some seconds. */
  boolean isSteady() {
    Long at = failedAt;
    return at == null || background.nanoTime() - at > STEADY.toNanos();
  }
}
