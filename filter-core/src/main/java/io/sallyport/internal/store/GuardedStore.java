package io.sallyport.internal.store;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the time that callers wait for a store. While the store fails, most calls fail at once,
 * and one call per probe interval checks whether it is available again.
 */
public final class GuardedStore implements TokenStore {

  private static final int MAX_FAILURES = 3;
  private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final TokenStore store;
  private final DeadlineExecutor executor;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong probedAt = new AtomicLong(System.nanoTime());

  private GuardedStore(TokenStore store, DeadlineExecutor executor) {
    this.store = store;
    this.executor = executor;
  }

  /** Creates a guarded store. Its threads are named by the application's context path. */
  public static GuardedStore of(TokenStore store, Duration deadline, String application) {
    return new GuardedStore(store, new DeadlineExecutor(deadline, application));
  }

  private <T> T call(Callable<T> operation) {
    if (isDown() && !mayProbe()) {
      throw new StoreUnavailableException("token store unavailable: no response");
    }
    try {
      T result = executor.call(operation);
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

  private boolean isDown() {
    return failures.get() >= MAX_FAILURES;
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
  public List<String> openSession(String owner, String session, Instant until, int maximum) {
    return call(() -> store.openSession(owner, session, until, maximum));
  }

  @Override
  public void closeSession(String owner, String session) {
    run(() -> store.closeSession(owner, session));
  }

  @Override
  public void close() {
    executor.shutdown();
    // Before the wait: it closes the connections that the threads may be waiting for.
    store.close();
    executor.awaitEnd();
  }
}
