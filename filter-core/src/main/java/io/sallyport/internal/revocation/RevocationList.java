package io.sallyport.internal.revocation;

import io.sallyport.internal.background.Background;
import io.sallyport.internal.background.Background.Later;
import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was taken back, as this node knows it: a copy of the store's list, brought up to date
 * several times a second, so that a request asks no store. A copy older than a second is not
 * believed: who asks waits for the look that is under way, and learns of an outage if it fails.
 *
 * <p>Entries are kept some hours beyond their time, so that a clock that is set back brings nothing
 * to life. What this node knows and the store has lost is written to it again: after an outage, and
 * when the list is read whole, since a store may come back unnoticed.
 */
public final class RevocationList {

  private static final Duration EVERY = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMillis(900);
  // How long a look may go on with writing back; the next copy must be there in time.
  private static final Duration RESTORING = Duration.ofMillis(400);
  // Now and then all of it, in case a look missed something. By time: anybody can have looks made
  // by naming sessions that are not there.
  private static final Duration RELOAD = Duration.ofMinutes(1);

  private final TokenStore store;
  private final Background background;
  private final boolean shared;
  private final RevocationCopy revoked;
  private final StoreHealth health;
  private final Object lock = new Object();

  // These are guarded by the lock.
  private @Nullable CountDownLatch look;
  private @Nullable Later next;
  private boolean closed;

  // Only the thread that looks touches these; there is one look at a time.
  private String cursor = "";
  private @Nullable Long reloadedAt;
  private List<Revocation> lost = List.of();

  private RevocationList(TokenStore store, Background background, Clock clock, boolean shared) {
    this.store = store;
    this.background = background;
    this.revoked = RevocationCopy.of(clock);
    this.health = new StoreHealth(background);
    this.shared = shared;
  }

  /** The list of a store that other nodes write to as well. {@link #begin()} starts it. */
  public static RevocationList shared(TokenStore store, Background background, Clock clock) {
    return new RevocationList(store, background, clock, true);
  }

  /** The list of a store that only this node writes to: its copy is always right. */
  public static RevocationList ownStore(TokenStore store, Background background, Clock clock) {
    return new RevocationList(store, background, clock, false);
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
   * Whether nothing at all was taken back.
   *
   * @throws RevocationsUnavailableException if that cannot be known now
   */
  public boolean isEmpty() {
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
    requireFresh();
    return revoked.isRevoked(keys, began);
  }

  /**
   * Takes back, for every node.
   *
   * @throws StoreUnavailableException if it is not certain that it was: then nobody may be told so
   */
  public void revoke(String key, Instant before, Instant until) {
    Revocation revocation = Revocation.of(key, before, until);
    store.revoke(revocation);
    revoked.add(revocation);
    if (!shared) {
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
    try {
      long now = background.nanoTime();
      refresh();
      health.read(now);
      restore(now);
      failure = "";
    } catch (StoreUnavailableException e) {
      failure = String.valueOf(e.getMessage());
    } finally {
      if (failure.isEmpty()) {
        health.succeeded();
      } else {
        health.failed(failure);
      }
      synchronized (lock) {
        look = null;
        if (next != null) {
          // Of a look that began ahead of its time.
          next.cancel();
        }
        if (!closed) {
          next = background.after(EVERY, this::begin);
        }
      }
      started.countDown();
    }
  }

  private void refresh() {
    long now = background.nanoTime();
    Long reloaded = reloadedAt;
    boolean whole = health.isFailing() || reloaded == null || now - reloaded >= RELOAD.toNanos();
    Revocations page = store.revocationsSince(whole ? "" : cursor);
    page.entries().forEach(revoked::add);
    cursor = page.cursor();
    if (whole) {
      reloadedAt = now;
      lost = revoked.missingIn(page.entries());
      revoked.forgetWhatIsOver();
    }
  }

  private void restore(long began) {
    int done = 0;
    while (done < lost.size() && background.nanoTime() - began <= RESTORING.toNanos()) {
      store.revoke(lost.get(done));
      done++;
    }
    lost = List.copyOf(lost.subList(done, lost.size()));
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
