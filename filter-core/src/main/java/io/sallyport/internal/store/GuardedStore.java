package io.sallyport.internal.store;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store whose callers wait no longer than a deadline, whatever it does: calls run on threads of
 * their own, and one that hangs is left to itself. While a store fails, most calls fail at once and
 * one every now and then finds out whether it is back.
 */
public final class GuardedStore implements TokenStore {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final int END_SECONDS = 2;

  // Beyond these it hangs, and more threads would not help.
  private static final int MOST_THREADS = 96;
  // Of those that answer; the others wait for their turn, within the deadline.
  private static final int AT_ONCE = 32;
  private static final int FAILURES_THAT_COUNT = 3;
  private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final TokenStore store;
  private final Duration deadline;
  private final ThreadPoolExecutor threads;
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong probedAt = new AtomicLong(System.nanoTime());

  private GuardedStore(TokenStore store, Duration deadline, String application) {
    this.store = store;
    this.deadline = deadline;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread =
                  new Thread(
                      work, "sallyport-store " + application + '-' + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A guarded store, whose threads are named by the application's context path. */
  public static GuardedStore of(TokenStore store, Duration deadline, String application) {
    return new GuardedStore(store, deadline, application);
  }

  private <T> T call(Callable<T> operation) {
    if (isDown() && !mayProbe()) {
      throw new StoreUnavailableException("token store unavailable: no response");
    }
    try {
      T result = inTurn(operation);
      failures.set(0);
      return result;
    } catch (RejectedExecutionException e) {
      throw new StoreUnavailableException(
          "token store unavailable: too many calls wait for a response", e);
    } catch (StoreUnavailableException e) {
      failures.incrementAndGet();
      throw e;
    }
  }

  private <T> T inTurn(Callable<T> operation) {
    long end = System.nanoTime() + deadline.toNanos();
    boolean itsTurn = false;
    try {
      itsTurn = turns.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS);
      if (!itsTurn) {
        throw new StoreUnavailableException("token store unavailable: responses are too slow");
      }
      return await(threads.submit(operation), end - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("token store unavailable: interrupted while waiting", e);
    } finally {
      // Also by a call that hangs on: its thread is counted, its turn is over.
      if (itsTurn) {
        turns.release();
      }
    }
  }

  private <T> T await(Future<T> running, long nanos) {
    try {
      return running.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      throw new StoreUnavailableException("token store unavailable: timeout=" + deadline, e);
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("token store unavailable: interrupted while waiting", e);
    } catch (ExecutionException e) {
      throw asUnavailable(e.getCause() == null ? e : e.getCause());
    }
  }

  // Whatever a store throws, it has not done what it was asked to.
  private static StoreUnavailableException asUnavailable(Throwable cause) {
    return cause instanceof StoreUnavailableException
        ? (StoreUnavailableException) cause
        : new StoreUnavailableException(
            "token store failed: exception=" + cause.getClass().getName(), cause);
  }

  private boolean isDown() {
    return failures.get() >= FAILURES_THAT_COUNT;
  }

  private boolean mayProbe() {
    long last = probedAt.get();
    long now = System.nanoTime();
    return now - last > PROBE_NANOS && probedAt.compareAndSet(last, now);
  }

  private void run(Runnable operation) {
    call(
        () -> {
          operation.run();
          return true;
        });
  }

  @Override
  public void revoke(Revocation revocation) {
    run(() -> store.revoke(revocation));
  }

  @Override
  public Revocations revocationsSince(String cursor) {
    return call(() -> store.revocationsSince(cursor));
  }

  @Override
  public List<Revocation> findRevocations(List<String> keys) {
    return call(() -> store.findRevocations(keys));
  }

  @Override
  public boolean useOnce(String key, Instant until) {
    return call(() -> store.useOnce(key, until));
  }

  @Override
  public void beginFamily(String family, String first, Instant until) {
    run(() -> store.beginFamily(family, first, until));
  }

  @Override
  public Rotation rotate(String family, String presented, String next) {
    return call(() -> store.rotate(family, presented, next));
  }

  @Override
  public void endFamily(String family) {
    run(() -> store.endFamily(family));
  }

  @Override
  public long countAttempt(String key, Duration window) {
    return call(() -> store.countAttempt(key, window));
  }

  @Override
  public void clearAttempts(String key) {
    run(() -> store.clearAttempts(key));
  }

  @Override
  public List<String> openSession(String owner, String session, Instant until, int most) {
    return call(() -> store.openSession(owner, session, until, most));
  }

  @Override
  public void closeSession(String owner, String session) {
    run(() -> store.closeSession(owner, session));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    // First: it ends the connections that the threads may be waiting for.
    store.close();
    try {
      if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        LOGGER.log(Level.WARNING, "token store call still running at shutdown");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
