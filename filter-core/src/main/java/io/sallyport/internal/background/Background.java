package io.sallyport.internal.background;

import java.time.Duration;

/** Runs work outside of requests, with its own time. Ends with the application. */
public interface Background {

  /** Runs work soon, on another thread. Does nothing after the application has ended. */
  void run(Runnable work);

  /** Runs work after a wait, unless it is cancelled. */
  Later after(Duration wait, Runnable work);

  /** Monotonic time in nanoseconds (as {@link System#nanoTime}). */
  long nanoTime();

  /** Planned work. */
  interface Later {
    /** Cancels the work. */
    void cancel();
  }
}
