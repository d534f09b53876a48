package io.sallyport.internal.revocation;

import io.sallyport.internal.background.Background;
import io.sallyport.spi.Revocation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Updates the copy of a store that only this node writes to: it is always complete and recent. */
final class LocalUpdates implements CopyUpdates {

  // A clean-up visits all entries.
  private static final Duration CLEAN_UP_INTERVAL = Duration.ofMinutes(1);

  private final RevocationCopy copy;
  private final Background background;
  private final AtomicLong cleanedUpAt;

  LocalUpdates(RevocationCopy copy, Background background) {
    this.copy = copy;
    this.background = background;
    this.cleanedUpAt = new AtomicLong(background.nanoTime());
  }

  @Override
  public void begin() {}

  @Override
  public boolean isComplete() {
    return true;
  }

  @Override
  public void requireFresh() {}

  @Override
  public void requireSteady() {}

  @Override
  public void add(Revocation stored) {
    copy.add(stored);
    long last = cleanedUpAt.get();
    long now = background.nanoTime();
    if (now - last > CLEAN_UP_INTERVAL.toNanos() && cleanedUpAt.compareAndSet(last, now)) {
      copy.removeExpired();
    }
  }

  @Override
  public void close() {}
}
