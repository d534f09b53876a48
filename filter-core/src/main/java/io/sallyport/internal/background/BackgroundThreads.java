package io.sallyport.internal.background;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads of one application. Threads are started when there is work. */
public final class BackgroundThreads implements Background {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final int CLOSE_TIMEOUT_SECONDS = 2;

  private final ScheduledThreadPoolExecutor executor;

  private BackgroundThreads(int threads, ThreadFactory factory) {
    this.executor = new ScheduledThreadPoolExecutor(threads, factory);
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Creates the threads.
   *
   * @param threads maximum number; each active read of keys uses one
   * @param name the prefix of their names
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

  private static void runLogged(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      // The executor keeps the exception in a Future that is never read.
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
   * Stops the threads and waits until they have ended, with a timeout. Servers report threads that
   * are alive after an application has stopped. Abort network reads before.
   */
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        LOGGER.log(Level.WARNING, "background task still running at shutdown");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
