package io.sallyport.internal.revocation;

import io.sallyport.spi.Revocation;

/** Keeps a {@link RevocationCopy} up to date with its store. */
interface CopyUpdates {

  /** Starts to read the store at an interval. */
  void begin();

  /** Whether the copy has everything that the store had at the last read. */
  boolean isComplete();

  /**
   * Waits until the copy is recent.
   *
   * @throws RevocationsUnavailableException if it is not in time
   */
  void requireFresh();

  /** See {@link RevocationList#requireSteady()}. */
  void requireSteady();

  /** Adds what this node has written to the store. */
  void add(Revocation stored);

  /** Stops reading the store. */
  void close();
}
