package io.sallyport.internal.revocation;

import io.sallyport.internal.background.Background;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Records when the store was last read and whether it is readable. Logs each change. */
final class StoreHealth {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final Duration MAX_AGE = Duration.ofSeconds(1);
  // Longer than a server waits for its own session store, which is twice two seconds. A connection
  // pool may need five more. So unknown sessions get 401 again within ten seconds.
  private static final Duration STEADY_TIME = Duration.ofMillis(4500);

  private final Background background;

  // Written by the reading thread only.
  private volatile @Nullable Long readAt;
  private volatile @Nullable Long failedAt;
  private volatile boolean failing;

  StoreHealth(Background background) {
    this.background = background;
  }

  /** Records a successful read that began at this time. */
  void read(long at) {
    readAt = at;
  }

  /** Records that a read has finished. */
  void succeeded() {
    if (failing) {
      LOGGER.log(Level.INFO, "token store available again");
    }
    failing = false;
  }

  /** Records that a read has failed. */
  void failed(String reason) {
    failedAt = background.nanoTime();
    if (!failing) {
      LOGGER.log(
          Level.WARNING,
          "token store unavailable: reason=\""
              + reason
              + "\"; requests with a token or session get 503");
    }
    failing = true;
  }

  boolean isFailing() {
    return failing;
  }

  boolean wasEverRead() {
    return readAt != null;
  }

  /** Whether the last read is recent enough to be used. */
  boolean isFresh() {
    Long at = readAt;
    return at != null && background.nanoTime() - at <= MAX_AGE.toNanos();
  }

  boolean isReadSince(long time) {
    Long at = readAt;
    return at != null && at - time >= 0;
  }

  /** Whether no read failed for some seconds. */
  boolean isSteady() {
    Long at = failedAt;
    return at == null || background.nanoTime() - at > STEADY_TIME.toNanos();
  }
}
