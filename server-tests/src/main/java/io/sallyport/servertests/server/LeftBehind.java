package io.sallyport.servertests.server;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Class loaders of applications that have been stopped, and threads that still belong to them. */
final class LeftBehind {

  private static final int COLLECTIONS = 50;

  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
  private int threads;

  /** To be called before the application stops. */
  void watch(ClassLoader loader) {
    loaders.add(new WeakReference<>(loader));
  }

  /** To be called as soon as applications have stopped: threads of ours that are still alive. */
  void countThreads() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      boolean ended = loaders.stream().anyMatch(l -> l.get() == thread.getContextClassLoader());
      if (ended && thread.getName().startsWith("sallyport")) {
        threads++;
      }
    }
  }

  /** Says how many class loaders and threads are left. */
  void print() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS && left() > 0; i++) {
      System.gc();
      Thread.sleep(100);
    }
    System.out.println("LOADERS " + left());
    System.out.println("THREADS " + threads);
  }

  private long left() {
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }
}
