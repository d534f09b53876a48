package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.ClaimPath;
import io.sallyport.internal.jwt.TokenPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What our own tokens contain, so that the verifier with the same settings accepts them. */
public final class IssuePolicy {

  private final TokenPolicy accepted;
  private final Duration lifetime;
  private final CallerPaths caller;
  private final String exchangeAudience;

  private IssuePolicy(
      TokenPolicy accepted, Duration lifetime, CallerPaths caller, String exchangeAudience) {
    this.accepted = accepted;
    this.lifetime = lifetime;
    this.caller = caller;
    this.exchangeAudience = exchangeAudience;
  }

  /**
   * Creates a policy.
   *
   * @param accepted the policy of the verifier, for issuer and audiences
   * @param name the claim that the verifier reads the user name from
   * @param roles the claim that the verifier reads roles from
   */
  public static IssuePolicy of(
      TokenPolicy accepted, Duration lifetime, ClaimPath name, ClaimPath roles) {
    return new IssuePolicy(
        accepted, lifetime, new CallerPaths(name, roles), accepted.issuer().orElse("/"));
  }

  /** The same policy with another audience for refresh and action tokens. */
  public IssuePolicy exchangedAt(String audience) {
    return new IssuePolicy(accepted, lifetime, caller, audience);
  }

  /** The audience of tokens that only we read: refresh and action tokens. */
  String exchangeAudience() {
    return exchangeAudience;
  }

  Optional<String> issuer() {
    return accepted.issuer();
  }

  List<String> audiences() {
    return List.copyOf(accepted.audiences());
  }

  Duration lifetime() {
    return lifetime;
  }

  CallerPaths caller() {
    return caller;
  }
}
