package io.sallyport.internal.background;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads of one application. None is there before there is work. */
public final class BackgroundThreads implements Background {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final int END_SECONDS = 2;

  private final ScheduledThreadPoolExecutor executor;

  private BackgroundThreads(int threads, ThreadFactory factory) {
    this.executor = new ScheduledThreadPoolExecutor(threads, factory);
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Threads.
   *
   * @param threads at most so many; a reader of keys takes one while it reads
   * @param name what their names begin with
   */
  public static BackgroundThreads of(int threads, String name) {
    AtomicInteger number = new AtomicInteger();
    return new BackgroundThreads(
        threads,
        work -> {
          Thread thread = new Thread(work, name + '-' + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public void run(Runnable work) {
    try {
      executor.execute(() -> runLogged(work));
    } catch (RejectedExecutionException e) {
      // The application has ended.
    }
  }

  // The executor keeps what is thrown in a Future that nobody asks.
  private static void runLogged(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      // An executor keeps what its work throws, and nobody reads it there.
      LOGGER.log(Level.ERROR, "background task failed", e);
      throw e;
    }
  }

  @Override
  public Later after(Duration wait, Runnable work) {
    try {
      Future<?> future =
          executor.schedule(() -> runLogged(work), wait.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {};
    }
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  /**
   * Ends the threads and waits until they have ended, two seconds at most: servers look for threads
   * that an application left as soon as it has stopped. What they are waiting for in the network
   * must be aborted by its owner before.
   */
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        LOGGER.log(Level.WARNING, "background task still running at shutdown");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
