package io.sallyport.internal.store;

import io.sallyport.spi.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs calls of a store on threads of its own, so that a caller waits no longer than a deadline. A
 * call that hangs is abandoned.
 */
final class DeadlineExecutor {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final int END_SECONDS = 2;

  // If all of them hang, more threads would not help.
  private static final int MAX_THREADS = 96;
  // Concurrent calls of a store that answers. Further callers wait, within the deadline.
  private static final int MAX_CONCURRENT = 32;

  private final Duration deadline;
  private final ThreadPoolExecutor threads;
  private final Semaphore slots = new Semaphore(MAX_CONCURRENT);

  DeadlineExecutor(Duration deadline, String application) {
    this.deadline = deadline;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            MAX_THREADS,
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

  /**
   * Runs a call.
   *
   * @throws StoreUnavailableException if it fails or does not end before the deadline
   * @throws java.util.concurrent.RejectedExecutionException if too many calls hang
   */
  <T> T call(Callable<T> operation) {
    long end = System.nanoTime() + deadline.toNanos();
    boolean acquired = false;
    try {
      acquired = slots.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS);
      if (!acquired) {
        throw new StoreUnavailableException("token store unavailable: responses are too slow");
      }
      return await(threads.submit(operation), end - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("token store unavailable: interrupted while waiting", e);
    } finally {
      // Also for a call that still hangs: its thread counts, its slot is free.
      if (acquired) {
        slots.release();
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

  // Any exception of a store means that the operation may not have been carried out.
  private static StoreUnavailableException asUnavailable(Throwable cause) {
    return cause instanceof StoreUnavailableException
        ? (StoreUnavailableException) cause
        : new StoreUnavailableException(
            "token store failed: exception=" + cause.getClass().getName(), cause);
  }

  void shutdown() {
    threads.shutdownNow();
  }

  void awaitEnd() {
    try {
      if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        LOGGER.log(Level.WARNING, "token store call still running at shutdown");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
