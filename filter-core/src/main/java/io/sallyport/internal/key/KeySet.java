package io.sallyport.internal.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one moment, immutable. Two with the same id are both tried (RFC 7517, 4.5). What was
 * verified with a set stays good only while that very set is the current one.
 */
public final class KeySet {

  private final List<VerificationKey> keys;
  private final Map<String, List<VerificationKey>> byAlgorithm;

  private KeySet(List<VerificationKey> keys) {
    this.keys = List.copyOf(keys);
    Map<String, List<VerificationKey>> grouped = new HashMap<>();
    for (VerificationKey key : keys) {
      for (String name : key.algorithmNames()) {
        grouped.computeIfAbsent(name, ignored -> new ArrayList<>()).add(key);
      }
    }
    grouped.replaceAll((name, group) -> List.copyOf(group));
    this.byAlgorithm = Map.copyOf(grouped);
  }

  static KeySet of(List<VerificationKey> keys) {
    return new KeySet(keys);
  }

  /**
   * The keys for a token that says this of itself: those of the algorithm with this id, and those
   * without any id; without an id in the token, all of the algorithm. Names are compared exactly.
   */
  public List<VerificationKey> find(String algorithm, Optional<String> keyId) {
    List<VerificationKey> group = byAlgorithm.getOrDefault(algorithm, List.of());
    if (keyId.isEmpty() || group.isEmpty()) {
      return group;
    }
    List<VerificationKey> matching = new ArrayList<>(2);
    for (VerificationKey key : group) {
      if (key.isFor(keyId.get())) {
        matching.add(key);
      }
    }
    return matching;
  }

  /** Whether any key is used with this algorithm. */
  public boolean uses(String algorithm) {
    return byAlgorithm.containsKey(algorithm);
  }

  /** One line each for the start-up report: id, algorithm and size, nothing secret. */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    keys.forEach(key -> lines.add(key.toString()));
    return lines;
  }
}
