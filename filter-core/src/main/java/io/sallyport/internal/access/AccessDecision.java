package io.sallyport.internal.access;

/**
 * What the rules say to a caller, or to nobody, about a method and a path. The later, the stricter.
 */
public enum AccessDecision {
  /** Anybody may. */
  OPEN,
  /** This caller may. */
  GRANTED,
  /** Somebody may, and it is not known who is calling. */
  AUTHENTICATION_REQUIRED,
  /** The caller is known by another credential than the rule names. */
  CREDENTIAL_NOT_ALLOWED,
  /** The caller has none of the roles. */
  MISSING_ROLE,
  /** A rule says that nobody may. */
  DENIED,
  /** No rule is about this path or method, so nobody may. */
  UNMATCHED;

  /** The stricter of two. */
  AccessDecision or(AccessDecision other) {
    return compareTo(other) < 0 ? other : this;
  }
}
