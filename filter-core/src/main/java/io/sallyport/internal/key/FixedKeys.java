package io.sallyport.internal.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys that were read once, at the start. Two with the same id are both tried (RFC 7517, 4.5). */
public final class FixedKeys implements VerificationKeys {

  private final List<VerificationKey> keys;
  private final Map<String, List<VerificationKey>> byAlgorithm;

  private FixedKeys(List<VerificationKey> keys) {
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

  /** These keys and no others. */
  public static FixedKeys of(List<VerificationKey> keys) {
    return new FixedKeys(keys);
  }

  @Override
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

  @Override
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    keys.forEach(key -> lines.add(key.toString()));
    return lines;
  }
}
