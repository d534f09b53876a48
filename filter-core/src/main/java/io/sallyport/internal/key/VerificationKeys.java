package io.sallyport.internal.key;

import java.util.List;

/**
 * The keys that tokens may be signed with. Some never change; others lie in a file or with an
 * identity provider and are read again from time to time, behind the backs of the requests.
 */
public interface VerificationKeys {

  /**
   * The keys now. Does no I/O; waits only while the very first keys are under way.
   *
   * @throws KeysUnavailableException if there are none, or those there are have not been confirmed
   *     for too long
   */
  KeySet current();

  /**
   * The keys after a look for one that the current set lacks. One look in a while, however many
   * ask; those who come in between are given what there is.
   *
   * @param algorithm the one that the key is wanted for; none is looked for that could not have it
   * @throws KeysUnavailableException as {@link #current()} does, or if the look fails
   */
  KeySet renewed(String algorithm);

  /** Lines for the start-up report: id, algorithm and size, or where they come from. */
  List<String> describe();

  /** Keys that were read once and stay. */
  static VerificationKeys fixed(KeySet keys) {
    return new FixedKeys(keys);
  }
}
