package io.sallyport.internal.background;

import io.sallyport.internal.background.Background.Later;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs one piece of work in the background, again and again, until it is closed. Runs never
 * overlap: a thread that starts one while another is active waits for that one.
 */
public final class RepeatedTask {

  private final Background background;
  private final Work work;

  // These are guarded by this.
  private @Nullable Run active;
  private @Nullable Later next;
  private boolean closed;

  private RepeatedTask(Background background, Work work) {
    this.background = background;
    this.work = work;
  }

  /** Creates a task. Nothing runs before {@link #start()}. */
  public static RepeatedTask of(Background background, Work work) {
    return new RepeatedTask(background, work);
  }

  /** What is repeated. Runs on one thread at a time. */
  public interface Work {

    /** One run. */
    void run();

    /** The wait before the next run. Called after each run, even one that failed. */
    Duration untilNext();
  }

  /**
   * Starts a run now, unless one is active.
   *
   * @return the active run; null once the task is closed
   */
  public synchronized @Nullable Run start() {
    if (active == null && !closed) {
      cancelNext();
      Run started = new Run();
      active = started;
      background.run(() -> perform(started));
    }
    return active;
  }

  /** The active run; null if there is none. */
  public synchronized @Nullable Run active() {
    return active;
  }

  private void perform(Run run) {
    try {
      work.run();
    } finally {
      planNext(work.untilNext());
      run.finished.countDown();
    }
  }

  private synchronized void planNext(Duration wait) {
    active = null;
    if (!closed) {
      next = background.after(wait, this::start);
    }
  }

  private void cancelNext() {
    if (next != null) {
      next.cancel();
      next = null;
    }
  }

  /** Starts no further run. An active one continues. */
  public synchronized void close() {
    closed = true;
    cancelNext();
  }

  /** One run, which threads can wait for. */
  public static final class Run {

    private final CountDownLatch finished = new CountDownLatch(1);

    private Run() {}

    /**
     * Waits until the run has finished.
     *
     * @return whether it finished within the timeout
     */
    public boolean await(Duration timeout) throws InterruptedException {
      return finished.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
