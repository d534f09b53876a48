package io.sallyport.internal.access;

import io.sallyport.identity.CallerIdentity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a rule requires of a caller. */
final class Access {

  private enum Kind {
    PERMIT,
    AUTHENTICATED,
    DENY,
    ROLES
  }

  private final Kind kind;
  private final List<String> roles;
  private final @Nullable RuleCredential credential;

  private Access(Kind kind, List<String> roles, @Nullable RuleCredential credential) {
    this.kind = kind;
    this.roles = List.copyOf(roles);
    this.credential = credential;
  }

  static Access permit() {
    return new Access(Kind.PERMIT, List.of(), null);
  }

  static Access authenticated() {
    return new Access(Kind.AUTHENTICATED, List.of(), null);
  }

  static Access deny() {
    return new Access(Kind.DENY, List.of(), null);
  }

  static Access anyOf(List<String> roles) {
    return new Access(Kind.ROLES, roles, null);
  }

  /** The same, only for callers authenticated by this credential. */
  Access by(RuleCredential needed) {
    return new Access(kind, roles, needed);
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
    if (credential != null && RuleCredential.of(caller) != credential) {
      return AccessDecision.CREDENTIAL_NOT_ALLOWED;
    }
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

  boolean permitsAll() {
    return kind == Kind.PERMIT;
  }

  /** Whether the decision depends on the caller: the rule neither permits nor denies all. */
  boolean dependsOnCaller() {
    return kind == Kind.AUTHENTICATED || kind == Kind.ROLES;
  }

  Optional<RuleCredential> credential() {
    return Optional.ofNullable(credential);
  }

  List<String> roles() {
    return roles;
  }

  @Override
  public String toString() {
    String asked =
        kind == Kind.ROLES
            ? String.join(",", roles)
            : kind.name().toLowerCase(java.util.Locale.ROOT);
    return credential == null ? asked : asked + " by " + credential.word();
  }
}
