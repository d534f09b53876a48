package io.sallyport.internal.key;

import java.util.List;
import java.util.Optional;

/** The keys that tokens may be signed with. */
public interface VerificationKeys {

  /**
   * The keys for a token that says this of itself: those of the algorithm with this id, and those
   * without any id; without an id in the token, all of the algorithm. Names are compared exactly.
   */
  List<VerificationKey> find(String algorithm, Optional<String> keyId);

  /** One line each for the start-up report: id, algorithm and size, nothing secret. */
  List<String> describe();
}
