package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.ClaimPath;
import io.sallyport.internal.jwt.TokenPolicy;
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
  private final String exchangeAudience;

  private IssuePolicy(
      Optional<String> issuer,
      List<String> audiences,
      Duration lifetime,
      ClaimPath name,
      ClaimPath roles,
      String exchangeAudience) {
    this.exchangeAudience = exchangeAudience;
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
        accepted.issuer(),
        List.copyOf(accepted.audiences()),
        lifetime,
        name,
        roles,
        accepted.issuer().orElse("/"));
  }

  /** The same, with tokens that are exchanged by applications of this name only. */
  public IssuePolicy exchangedAt(String audience) {
    return new IssuePolicy(issuer, audiences, lifetime, name, roles, audience);
  }

  /** The audience of tokens that only we read: refresh tokens and action tokens. */
  String exchangeAudience() {
    return exchangeAudience;
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
