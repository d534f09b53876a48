package io.sallyport.internal.password;

import io.sallyport.internal.engine.CredentialOutageException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits how much of the heap is used for hashing at the same time: argon2id needs memory on
 * purpose, and a heap that is exhausted takes every other request with it.
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

  /** A quarter of this JVM's heap. */
  static HashMemory ofThisJvm() {
    return ofHeap((int) Math.min(MAX_KIB, Runtime.getRuntime().maxMemory() / 1024));
  }

  static HashMemory ofHeap(int kib) {
    return new HashMemory(kib);
  }

  /**
   * Computes something as soon as there is memory for it. What needs more than the quarter is
   * computed alone.
   *
   * @throws CredentialOutageException if it needs more than half of the heap
   */
  <T> T compute(int kib, Supplier<T> work) {
    if (kib > heap / 2) {
      throw new CredentialOutageException(
          "a password hash needs " + kib + " KiB of memory, and the heap has " + heap + " KiB");
    }
    int share = Math.min(kib, budget);
    // Without a time limit: those who hold memory are computing, and LoginLimit bounds the callers.
    free.acquireUninterruptibly(share);
    try {
      return work.get();
    } finally {
      free.release(share);
    }
  }
}
