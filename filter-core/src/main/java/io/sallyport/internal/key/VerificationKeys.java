package io.sallyport.internal.key;

import java.util.List;

/**
 * Provides the keys that verify tokens. Some never change. Others come from a file or an identity
 * provider and are read again in the background.
 */
public interface VerificationKeys {

  /**
   * The current keys. Does no I/O, and waits only for the first read.
   *
   * @throws KeysUnavailableException if there are no keys, or they are older than allowed
   */
  KeySet current();

  /**
   * Reads the keys again, because a token needs a key that the current set lacks, and returns the
   * keys that are then current. Reads at most once within a minimum interval; a call in between
   * returns the current keys without a new read.
   *
   * @param algorithm the algorithm of the missing key; no read if no key can have it
   * @throws KeysUnavailableException as {@link #current()} does, or if the read fails
   */
  KeySet renewed(String algorithm);

  /** Lines for the start-up report: id, algorithm and size of each key, or the source. */
  List<String> describe();

  /** Keys that never change. */
  static VerificationKeys fixed(KeySet keys) {
    return new FixedKeys(keys);
  }
}
