package io.sallyport.internal.access;

/** Decision of the access rules for a method, a path and a caller. Later constants are stricter. */
public enum AccessDecision {
  /** Everyone is permitted. */
  OPEN,
  /** This caller is authorized. */
  GRANTED,
  /** The request is anonymous, and the rule requires a caller. */
  AUTHENTICATION_REQUIRED,
  /** The caller is authenticated by another credential than the rule requires. */
  CREDENTIAL_NOT_ALLOWED,
  /** The caller has none of the required roles. */
  MISSING_ROLE,
  /** A rule denies all. */
  DENIED,
  /** No rule matches this path and method, so all are denied. */
  UNMATCHED;

  /** The stricter of two decisions. */
  AccessDecision or(AccessDecision other) {
    return compareTo(other) < 0 ? other : this;
  }
}
