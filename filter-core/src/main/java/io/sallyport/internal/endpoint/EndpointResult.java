package io.sallyport.internal.endpoint;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Result of an endpoint: answered, rejected, or both. */
public final class EndpointResult {

  private static final EndpointResult ANSWERED = new EndpointResult(null, "", true, null);

  private final @Nullable Rejection rejection;
  private final String facts;
  private final boolean answered;
  private final @Nullable AuthPrincipal begun;

  private EndpointResult(
      @Nullable Rejection rejection,
      String facts,
      boolean answered,
      @Nullable AuthPrincipal begun) {
    this.rejection = rejection;
    this.facts = facts;
    this.answered = answered;
    this.begun = begun;
  }

  /** The request is answered. */
  static EndpointResult answered() {
    return ANSWERED;
  }

  /** The request is answered, and a session has begun for this caller. */
  static EndpointResult sessionBegun(AuthPrincipal caller) {
    return new EndpointResult(null, "", true, caller);
  }

  /** The request is rejected, and the response is not written yet. */
  static EndpointResult rejected(Rejection rejection) {
    return rejected(rejection, "endpoint");
  }

  /** The same, with facts for the log. */
  static EndpointResult rejected(Rejection rejection, String facts) {
    return new EndpointResult(rejection, facts, false, null);
  }

  /** The request is rejected, and the browser was redirected to a page that shows it. */
  static EndpointResult rejectedByPage(Rejection rejection) {
    return new EndpointResult(rejection, "endpoint", true, null);
  }

  /** The rejection; empty if there is none. */
  public Optional<Rejection> rejection() {
    return Optional.ofNullable(rejection);
  }

  /** Facts for the log. */
  public String facts() {
    return facts;
  }

  /** The caller for whom this request began a session; empty if it began none. */
  public Optional<AuthPrincipal> begun() {
    return Optional.ofNullable(begun);
  }

  /** Whether the response is written. */
  public boolean isAnswered() {
    return answered;
  }
}
