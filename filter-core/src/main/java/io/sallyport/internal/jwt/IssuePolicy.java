package io.sallyport.internal.jwt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What our own tokens say, so that the verifier with the same settings takes them. */
public final class IssuePolicy {

  private final Optional<String> issuer;
  private final List<String> audiences;
  private final Duration lifetime;
  private final ClaimPath name;
  private final ClaimPath roles;

  private IssuePolicy(
      Optional<String> issuer,
      List<String> audiences,
      Duration lifetime,
      ClaimPath name,
      ClaimPath roles) {
    this.issuer = issuer;
    this.audiences = List.copyOf(audiences);
    this.lifetime = lifetime;
    this.name = name;
    this.roles = roles;
  }

  /** The same issuer and audiences as are asked for, name and roles where they are looked for. */
  public static IssuePolicy of(
      TokenPolicy accepted, Duration lifetime, ClaimPath name, ClaimPath roles) {
    return new IssuePolicy(
        accepted.issuer(), List.copyOf(accepted.audiences()), lifetime, name, roles);
  }

  Optional<String> issuer() {
    return issuer;
  }

  List<String> audiences() {
    return audiences;
  }

  Duration lifetime() {
    return lifetime;
  }

  ClaimPath name() {
    return name;
  }

  ClaimPath roles() {
    return roles;
  }
}
