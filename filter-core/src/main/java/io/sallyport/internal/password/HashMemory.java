package io.sallyport.internal.password;

import io.sallyport.internal.engine.CredentialOutageException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits the heap that concurrent hashing uses. argon2id needs much memory by design, and an
 * exhausted heap would break all other requests.
 */
final class HashMemory {

  private static final int SHARE = 4;
  private static final int MAX_KIB = 1 << 30;

  private final int heap;
  private final int budget;
  private final Semaphore free;

  private HashMemory(int heap) {
    this.heap = heap;
    this.budget = Math.max(1, heap / SHARE);
    this.free = new Semaphore(budget, true);
  }

  /** Creates a limit of a quarter of this JVM's heap. */
  static HashMemory ofThisJvm() {
    return ofHeap((int) Math.min(MAX_KIB, Runtime.getRuntime().maxMemory() / 1024));
  }

  static HashMemory ofHeap(int kib) {
    return new HashMemory(kib);
  }

  /**
   * Runs a computation as soon as there is memory for it. One that needs more than a quarter of the
   * heap runs alone.
   *
   * @throws CredentialOutageException if it needs more than half of the heap
   */
  <T> T compute(int kib, Supplier<T> work) {
    if (kib > heap / 2) {
      throw new CredentialOutageException(
          "password hash needs too much memory: neededKiB=" + kib + " heapKiB=" + heap);
    }
    int share = Math.min(kib, budget);
    // No timeout is needed: holders of memory are computing, and LoginLimit limits the callers.
    free.acquireUninterruptibly(share);
    try {
      return work.get();
    } finally {
      free.release(share);
    }
  }
}
