package io.sallyport.internal.access;

import io.sallyport.identity.CallerIdentity;
import java.util.List;
import java.util.Optional;

/** What one rule asks of a caller. */
final class Access {

  private enum Kind {
    PERMIT,
    AUTHENTICATED,
    DENY,
    ROLES
  }

  private final Kind kind;
  private final List<String> roles;

  private Access(Kind kind, List<String> roles) {
    this.kind = kind;
    this.roles = List.copyOf(roles);
  }

  static Access permit() {
    return new Access(Kind.PERMIT, List.of());
  }

  static Access authenticated() {
    return new Access(Kind.AUTHENTICATED, List.of());
  }

  static Access deny() {
    return new Access(Kind.DENY, List.of());
  }

  static Access anyOf(List<String> roles) {
    return new Access(Kind.ROLES, roles);
  }

  AccessDecision decide(Optional<CallerIdentity> caller) {
    switch (kind) {
      case PERMIT:
        return AccessDecision.OPEN;
      case DENY:
        return AccessDecision.DENIED;
      default:
        return caller.isEmpty() ? AccessDecision.AUTHENTICATION_REQUIRED : decideFor(caller.get());
    }
  }

  private AccessDecision decideFor(CallerIdentity caller) {
    if (kind == Kind.AUTHENTICATED) {
      return AccessDecision.GRANTED;
    }
    for (String role : roles) {
      if (caller.hasRole(role)) {
        return AccessDecision.GRANTED;
      }
    }
    return AccessDecision.MISSING_ROLE;
  }

  boolean isOpen() {
    return kind == Kind.PERMIT;
  }

  List<String> roles() {
    return roles;
  }

  @Override
  public String toString() {
    return kind == Kind.ROLES
        ? String.join(",", roles)
        : kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
