package io.sallyport.internal.jwt;

import java.util.List;
import java.util.Set;

/** Reads the audience of a token from one or several claims (RFC 7519, 4.1.3). */
final class AudienceClaims {

  private final List<String> names;
  private final boolean firstOnly;

  private AudienceClaims(List<String> names, boolean firstOnly) {
    this.names = List.copyOf(names);
    this.firstOnly = firstOnly;
  }

  /** The audience is in any of these claims. */
  static AudienceClaims anyOf(String... names) {
    return new AudienceClaims(List.of(names), false);
  }

  /** The audience is in the first of these claims that is present. */
  static AudienceClaims firstOf(String... names) {
    return new AudienceClaims(List.of(names), true);
  }

  /** Whether the token is for one of these audiences. */
  boolean areFor(Set<String> audiences, Claims claims) {
    for (String name : names) {
      for (String audience : claims.texts(name)) {
        if (audiences.contains(audience)) {
          return true;
        }
      }
      if (firstOnly && !claims.isMissing(name)) {
        return false;
      }
    }
    return false;
  }

  /** The names, for the log. */
  @Override
  public String toString() {
    return String.join(" and ", names);
  }
}
