package io.sallyport.internal.key;

import io.sallyport.internal.background.Background;
import io.sallyport.internal.background.RepeatedTask;
import io.sallyport.internal.background.RepeatedTask.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are read again in the background: before their interval ends, and sooner when a token
 * names an unknown key. While the document cannot be read, the previous keys stay valid for as long
 * as the policy allows.
 */
public final class RefreshedKeys implements VerificationKeys {

  // More waiting threads would block requests that need no read.
  private static final int MAX_WAITING = 32;

  private final DocumentKeys keys;
  private final RefreshPolicy policy;
  private final Background background;
  private final RepeatedTask reads;
  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final Object lock = new Object();

  // These are guarded by the lock.
  private @Nullable Long forcedAt;
  private int failures;

  private RefreshedKeys(DocumentKeys keys, RefreshPolicy policy, Background background) {
    this.keys = keys;
    this.policy = policy;
    this.background = background;
    this.reads = RepeatedTask.of(background, new Reads());
  }

  /**
   * Creates keys that have not been read yet. {@link #begin()} reads them.
   *
   * @param allowed the algorithms that the keys may be used with; if empty, the default of each key
   */
  public static RefreshedKeys of(
      KeyDocument document, List<String> allowed, RefreshPolicy policy, Background background) {
    return new RefreshedKeys(new DocumentKeys(document, allowed, background), policy, background);
  }

  /**
   * Accepts a text that was read already, so that keys are available at once.
   *
   * @throws KeyFormatException if no key in it can be used
   */
  public void accept(String text) throws KeyFormatException {
    keys.accept(text);
  }

  /** Starts the first read in the background. Further reads follow at the interval. */
  public void begin() {
    reads.start();
  }

  /**
   * Waits for the first read.
   *
   * @return the problem, for the log; empty if keys are available
   */
  public String awaitFirst() {
    try {
      current();
      return "";
    } catch (KeysUnavailableException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public KeySet current() {
    if (!keys.wereRead()) {
      await(reads.active());
    }
    return keys.require(policy.lifetime());
  }

  @Override
  public KeySet renewed(String algorithm) {
    // A read cannot bring a key for an algorithm that is not for public keys, such as HMAC.
    if (keys.canHave(algorithm)) {
      await(readNow());
      keys.requireReadable();
    }
    return current();
  }

  // The active read, or a new one unless the last forced read was a moment ago.
  private @Nullable Run readNow() {
    synchronized (lock) {
      long now = background.nanoTime();
      boolean justForced = forcedAt != null && now - forcedAt < policy.forcedInterval().toNanos();
      if (reads.active() == null && !justForced) {
        forcedAt = now;
        return reads.start();
      }
      return reads.active();
    }
  }

  private void await(@Nullable Run run) {
    if (run == null) {
      return;
    }
    if (!waiting.tryAcquire()) {
      throw new KeysUnavailableException(
          "too many requests wait for keys: location=" + keys.source());
    }
    try {
      if (!run.await(policy.waitTimeout())) {
        throw new KeysUnavailableException(
            "timeout while waiting for keys: location=" + keys.source());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeysUnavailableException("interrupted while waiting for keys");
    } finally {
      waiting.release();
    }
  }

  @Override
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("from " + keys.source());
    lines.addAll(keys.describe());
    return lines;
  }

  /** Stops reading. Aborts an active read. */
  public void close() {
    reads.close();
    keys.abort();
  }

  /** The reads, and the wait after each. */
  private final class Reads implements RepeatedTask.Work {

    @Override
    public void run() {
      boolean succeeded = false;
      try {
        succeeded = keys.read();
      } finally {
        synchronized (lock) {
          failures = succeeded ? 0 : failures + 1;
          if (succeeded && keys.hasNewKeys()) {
            // Only the issuer can add a key, so clients cannot cause reads by this. Otherwise a
            // second new key within the forced interval would be rejected.
            forcedAt = null;
          }
        }
      }
    }

    @Override
    public Duration untilNext() {
      synchronized (lock) {
        return failures == 0
            ? policy.untilNext()
            : policy.untilRetry(failures, keys.areRecent(policy.lifetime()));
      }
    }
  }
}
