package io.sallyport.internal.background;

import java.time.Duration;

/** Work apart from the requests, and the time that it goes by; ends with the application. */
public interface Background {

  /** Runs it soon, on a thread of its own. Does nothing once the application has ended. */
  void run(Runnable work);

  /** Runs it after a while; can be called off. */
  Later after(Duration wait, Runnable work);

  /** Nanoseconds from some moment on, never set back (as {@link System#nanoTime}). */
  long nanoTime();

  /** Something that is to happen. */
  interface Later {
    /** It is not to happen any more. */
    void cancel();
  }
}
