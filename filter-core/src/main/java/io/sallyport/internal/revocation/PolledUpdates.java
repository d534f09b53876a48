package io.sallyport.internal.revocation;

import io.sallyport.internal.background.Background;
import io.sallyport.internal.background.RepeatedTask;
import io.sallyport.internal.background.RepeatedTask.Run;
import io.sallyport.spi.Revocation;
import io.sallyport.spi.StoreUnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Updates the copy of a shared store by reading it several times a second in the background. */
final class PolledUpdates implements CopyUpdates, RepeatedTask.Work {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
  private static final Duration WAIT_TIMEOUT = Duration.ofMillis(900);

  private final RevocationReader reader;
  private final Background background;
  private final StoreHealth health;
  private final RepeatedTask reads;

  // Written and read by the reading thread only.
  private Duration untilNext = POLL_INTERVAL;

  private PolledUpdates(RevocationReader reader, Background background) {
    this.reader = reader;
    this.background = background;
    this.health = new StoreHealth(background);
    this.reads = RepeatedTask.of(background, this);
  }

  static PolledUpdates of(RevocationReader reader, Background background) {
    return new PolledUpdates(reader, background);
  }

  @Override
  public void begin() {
    reads.start();
  }

  @Override
  public boolean isComplete() {
    return reader.isComplete();
  }

  @Override
  public void add(Revocation stored) {
    reader.add(stored);
  }

  @Override
  public void requireFresh() {
    if (health.isFresh()) {
      return;
    }
    // The whole machine may have slept. That is no outage before the store was tried.
    Run run = health.wasEverRead() && !health.isFailing() ? reads.start() : reads.active();
    if (!await(run, WAIT_TIMEOUT) || !health.isFresh()) {
      throw new RevocationsUnavailableException(
          "revocation list is stale: the token store is unavailable");
    }
  }

  @Override
  public void requireSteady() {
    long begun = background.nanoTime();
    // The active read may have begun before. Then the next one counts, if it finishes in time.
    for (int i = 0; health.isSteady() && i < 2 && !health.isReadSince(begun); i++) {
      await(reads.start(), WAIT_TIMEOUT.minusNanos(background.nanoTime() - begun));
    }
    if (!health.isReadSince(begun) || !health.isSteady()) {
      throw new RevocationsUnavailableException(
          "token store unavailable: outage now or a moment ago");
    }
  }

  private static boolean await(@Nullable Run run, Duration timeout) {
    try {
      return run == null || run.await(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void run() {
    untilNext = POLL_INTERVAL;
    String failure = "internal error, see the log";
    try {
      untilNext = read() ? POLL_INTERVAL : Duration.ZERO;
      failure = "";
    } catch (StoreUnavailableException e) {
      failure = String.valueOf(e.getMessage());
    } finally {
      if (failure.isEmpty()) {
        health.succeeded();
      } else {
        health.failed(failure);
      }
    }
  }

  @Override
  public Duration untilNext() {
    return untilNext;
  }

  // Whether everything new was read.
  private boolean read() {
    long now = background.nanoTime();
    boolean wasFailing = health.isFailing();
    boolean all = reader.read();
    // While the copy is incomplete, each request reads from the store, and the store has answered.
    if (all || !reader.isComplete()) {
      health.read(now);
    }
    reader.sweep(wasFailing);
    reader.restore(now);
    return all;
  }

  @Override
  public void close() {
    reads.close();
  }
}
