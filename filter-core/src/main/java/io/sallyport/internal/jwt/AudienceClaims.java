package io.sallyport.internal.jwt;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims of a token that say for whom it is, and how they go together (RFC 7519, 4.1.3). */
final class AudienceClaims {

  private final List<String> names;
  private final boolean firstDecides;

  private AudienceClaims(List<String> names, boolean firstDecides) {
    this.names = List.copyOf(names);
    this.firstDecides = firstDecides;
  }

  /** It is enough that one of them names us. */
  static AudienceClaims anyOf(String... names) {
    return new AudienceClaims(List.of(names), false);
  }

  /** The first that is there decides alone: the others stand in where it is missing. */
  static AudienceClaims firstOf(String... names) {
    return new AudienceClaims(List.of(names), true);
  }

  boolean isOneOf(Set<String> wanted, Map<String, Object> claims) {
    for (String name : names) {
      Object value = claims.get(name);
      if (isOneOf(wanted, value)) {
        return true;
      }
      if (value != null && firstDecides) {
        return false;
      }
    }
    return false;
  }

  // A string or an array of strings only.
  private static boolean isOneOf(Set<String> wanted, @Nullable Object value) {
    if (!(value instanceof Collection)) {
      return value instanceof String && wanted.contains(value);
    }
    boolean found = false;
    for (Object element : (Collection<?>) value) {
      if (!(element instanceof String)) {
        return false;
      }
      found |= wanted.contains(element);
    }
    return found;
  }

  /** For the operator. */
  @Override
  public String toString() {
    return String.join(" and ", names);
  }
}
