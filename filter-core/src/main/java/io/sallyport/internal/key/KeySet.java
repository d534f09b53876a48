package io.sallyport.internal.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The verification keys at one time, immutable. Two keys with the same id are both tried (RFC 7517,
 * 4.5). A token verified with a set stays valid only while the same set is current.
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
   * The keys to try for a token: those of its algorithm with its key id, and those without an id.
   * For a token without a key id, all keys of the algorithm. Names are compared exactly.
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

  /** Whether the set has a key for this algorithm. */
  public boolean uses(String algorithm) {
    return byAlgorithm.containsKey(algorithm);
  }

  /** One line for each key in the start-up report: id, algorithm and size, nothing secret. */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    keys.forEach(key -> lines.add(key.toString()));
    return lines;
  }
}
