package io.sallyport.internal.keycloak;

import io.sallyport.internal.descriptor.DescriptorException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the members of a keycloak.json, with placeholders translated to our syntax. */
final class KeycloakMembers {

  private final Map<String, Object> members;
  private final Set<String> used = new HashSet<>();

  KeycloakMembers(Map<String, Object> members) {
    this.members = members;
  }

  /** The text of a member, also of numbers and flags; empty if it is absent, null or blank. */
  Optional<String> find(String name) throws DescriptorException {
    used.add(name);
    Object value = members.get(name);
    if (value instanceof Map || value instanceof Iterable) {
      throw new DescriptorException("\"" + name + "\" is not text; use text");
    }
    return Optional.ofNullable(value)
        .map(found -> KeycloakPlaceholders.translate(found.toString()).trim())
        .filter(text -> !text.isEmpty());
  }

  String require(String name, String meaning) throws DescriptorException {
    return find(name)
        .orElseThrow(
            () -> new DescriptorException("\"" + name + "\" (" + meaning + ") is missing; add it"));
  }

  /**
   * A flag that affects authorization, so a placeholder is rejected.
   *
   * @return empty if it is absent
   */
  Optional<Boolean> findFlag(String name) throws DescriptorException {
    Optional<String> text = find(name);
    if (text.isPresent() && !text.get().matches("(?i)true|false")) {
      throw new DescriptorException("\"" + name + "\" is not valid; use true or false");
    }
    return text.map(Boolean::valueOf);
  }

  /** Whether a member is present and its effect is lost. Its value is not shown. */
  boolean isLost(KeycloakMember member) {
    used.add(member.member());
    Object value = members.get(member.member());
    return value != null && member.isLostWith(value.toString());
  }

  /** The names of members that were not read. */
  Set<String> unused() {
    Set<String> unused = new TreeSet<>(members.keySet());
    unused.removeAll(used);
    return unused;
  }
}
