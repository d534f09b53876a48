package io.sallyport.servertests.server;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts class loaders and threads that remain after applications were stopped. */
final class LeakCheck {

  private static final Duration COLLECTIONS = Duration.ofSeconds(10);

  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
  private int threads;

  /** Call this before the application stops. */
  void watch(ClassLoader loader) {
    loaders.add(new WeakReference<>(loader));
  }

  /** Counts our threads that are still alive. Call this when the applications have stopped. */
  void countThreads() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      boolean ended = loaders.stream().anyMatch(l -> l.get() == thread.getContextClassLoader());
      if (ended && thread.getName().startsWith("sallyport")) {
        threads++;
      }
    }
  }

  /** Prints how many class loaders and threads remain. */
  void print() throws InterruptedException {
    Polling.until(COLLECTIONS, this::areCollected);
    System.out.println("LOADERS " + left());
    System.out.println("THREADS " + threads);
  }

  private boolean areCollected() {
    System.gc();
    return left() == 0;
  }

  private long left() {
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }
}
