package io.sallyport.internal.revocation;

import io.sallyport.internal.background.Background;
import io.sallyport.internal.background.Background.Later;
import io.sallyport.spi.Revocation;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What was taken back, as this node knows it: a copy of the store's list, brought up to date
 * several times a second, so that a request asks no store. A copy older than a second is not
 * believed: who asks waits for the look that is under way, and learns of an outage if it fails.
 *
 * <p>While the copy is not complete, each request asks the store for its own keys: after the start,
 * until all pages were read, and while the list is longer than this node may hold.
 *
 * <p>Entries are kept some hours beyond their time, so that a clock that is set back brings nothing
 * to life. What this node knows and the store has lost is written to it again: after an outage, and
 * when the list is read whole, since a store may come back unnoticed.
 */
public final class RevocationList {

  private static final Duration EVERY = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMillis(900);
  private static final Duration CLEANED_EVERY = Duration.ofMinutes(1);
  private static final int MOST = 2_000_000;

  private final TokenStore store;
  private final Background background;
  private final boolean shared;
  private final RevocationCopy revoked;
  private final RevocationReader reader;
  private final StoreHealth health;
  private final AtomicLong cleanedAt;
  private final Object lock = new Object();

  // These are guarded by the lock.
  private @Nullable CountDownLatch look;
  private @Nullable Later next;
  private boolean closed;

  private RevocationList(
      TokenStore store, Background background, Clock clock, boolean shared, int most) {
    this.store = store;
    this.background = background;
    this.revoked = RevocationCopy.of(clock, most);
    this.reader = new RevocationReader(store, background, revoked, most);
    this.health = new StoreHealth(background);
    this.shared = shared;
    this.cleanedAt = new AtomicLong(background.nanoTime());
  }

  /** The list of a store that other nodes write to as well. {@link #begin()} starts it. */
  public static RevocationList shared(TokenStore store, Background background, Clock clock) {
    return shared(store, background, clock, MOST);
  }

  /**
   * The same with a bound.
   *
   * @param most how many entries this node holds; while there are more, requests ask the store
   */
  public static RevocationList shared(
      TokenStore store, Background background, Clock clock, int most) {
    return new RevocationList(store, background, clock, true, most);
  }

  /** The list of a store that only this node writes to: its copy is always right. */
  public static RevocationList ownStore(TokenStore store, Background background, Clock clock) {
    // Bounded by the store.
    return new RevocationList(store, background, clock, false, Integer.MAX_VALUE);
  }

  /** Begins to look, again and again. */
  public void begin() {
    if (shared) {
      synchronized (lock) {
        startLook();
      }
    }
  }

  /**
   * Whether nothing at all was taken back; false if that takes asking the store.
   *
   * @throws RevocationsUnavailableException if that cannot be known now
   */
  public boolean isEmpty() {
    if (asksStore()) {
      return false;
    }
    requireFresh();
    return revoked.isEmpty();
  }

  /**
   * Whether anything that these keys stand for was taken back since it began.
   *
   * @param began in milliseconds since 1970
   * @throws RevocationsUnavailableException if that cannot be known now
   */
  public boolean isRevoked(List<String> keys, long began) {
    if (asksStore()) {
      return revoked.isRevoked(keys, began) || isRevokedInStore(keys, began);
    }
    requireFresh();
    return revoked.isRevoked(keys, began);
  }

  private boolean asksStore() {
    return shared && !reader.isComplete();
  }

  private boolean isRevokedInStore(List<String> keys, long began) {
    try {
      for (Revocation found : store.findRevocations(keys)) {
        if (began <= found.before().toEpochMilli()) {
          return true;
        }
      }
      return false;
    } catch (StoreUnavailableException e) {
      throw new RevocationsUnavailableException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Takes back, for every node. What the store is known to hold already is not written again, so
   * that a repeated logout costs the store nothing.
   *
   * @throws StoreUnavailableException if it is not certain that it was: then nobody may be told so
   */
  public void revoke(String key, Instant before, Instant until) {
    Revocation revocation = Revocation.of(key, before, until);
    if (!RevokedEntry.isKey(key)) {
      throw new IllegalArgumentException("not a revocation key");
    }
    if (revoked.covers(revocation)) {
      return;
    }
    store.revoke(revocation);
    reader.add(revocation);
    if (!shared) {
      cleanUp();
    }
  }

  // All entries are looked at, so seldom.
  private void cleanUp() {
    long last = cleanedAt.get();
    long now = background.nanoTime();
    if (now - last > CLEANED_EVERY.toNanos() && cleanedAt.compareAndSet(last, now)) {
      revoked.forgetWhatIsOver();
    }
  }

  /**
   * The same of what has its id for itself, a token or a log-in, whenever it began: its node's or
   * issuer's clock may be ahead of ours, and then it would have begun after it was taken back.
   *
   * @throws StoreUnavailableException if it is not certain that it was: then nobody may be told so
   */
  public void revoke(String key, Instant until) {
    revoke(key, until, until);
  }

  /** How many entries there are here, for the operator. */
  public long size() {
    return revoked.size();
  }

  /**
   * Nothing, if a look that begins now succeeds and none failed for some seconds: for who asks
   * about more than the list, and may have asked another before.
   *
   * @throws RevocationsUnavailableException if the store is away, or was a moment ago
   */
  public void requireSteady() {
    long asked = background.nanoTime();
    // The look under way may have begun before; then the next one tells, if it is over in time.
    for (int i = 0; shared && health.isSteady() && i < 2 && !health.isReadSince(asked); i++) {
      awaitLook(PATIENCE.minusNanos(background.nanoTime() - asked));
    }
    if (shared && !(health.isReadSince(asked) && health.isSteady())) {
      throw new RevocationsUnavailableException("the token store is away, or was a moment ago");
    }
  }

  private void awaitLook(Duration patience) {
    CountDownLatch awaited;
    synchronized (lock) {
      startLook();
      awaited = look;
    }
    await(awaited, patience);
  }

  private void requireFresh() {
    if (!shared || health.isFresh()) {
      return;
    }
    CountDownLatch awaited;
    synchronized (lock) {
      // All of the machine may have slept, and nobody got to look: no outage before the store was
      // asked.
      if (health.wasEverRead() && !health.isFailing()) {
        startLook();
      }
      awaited = look;
    }
    if (!await(awaited, PATIENCE) || !health.isFresh()) {
      throw new RevocationsUnavailableException(
          "the token store does not tell what was taken back");
    }
  }

  // Whether it is over in time.
  private static boolean await(@Nullable CountDownLatch awaited, Duration patience) {
    try {
      return awaited == null || awaited.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void startLook() {
    if (look != null || closed) {
      return;
    }
    if (next != null) {
      next.cancel();
      next = null;
    }
    CountDownLatch started = new CountDownLatch(1);
    look = started;
    background.run(() -> carryOut(started));
  }

  private void carryOut(CountDownLatch started) {
    String failure = "a defect, see the server's log";
    Duration pause = EVERY;
    try {
      pause = look() ? EVERY : Duration.ZERO;
      failure = "";
    } catch (StoreUnavailableException e) {
      failure = String.valueOf(e.getMessage());
    } finally {
      if (failure.isEmpty()) {
        health.succeeded();
      } else {
        health.failed(failure);
      }
      planNext(pause);
      started.countDown();
    }
  }

  // Whether all that is new was read.
  private boolean look() {
    long now = background.nanoTime();
    boolean wasFailing = health.isFailing();
    boolean all = reader.read();
    // A node that is still loading asks the store for each request, and this one has answered.
    if (all || !reader.isComplete()) {
      health.read(now);
    }
    reader.sweep(wasFailing);
    reader.restore(now);
    return all;
  }

  private void planNext(Duration pause) {
    synchronized (lock) {
      look = null;
      if (next != null) {
        // Of a look that began ahead of its time.
        next.cancel();
      }
      if (!closed) {
        next = background.after(pause, this::begin);
      }
    }
  }

  /** Looks no more. */
  public void close() {
    synchronized (lock) {
      closed = true;
      if (next != null) {
        next.cancel();
      }
    }
  }
}
