package io.sallyport.internal.endpoint;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an endpoint did with its request: answered it, refused it, or both. */
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

  /** Done, and answered. */
  static EndpointResult answered() {
    return ANSWERED;
  }

  /** A session has begun for this caller, and the request is answered. */
  static EndpointResult sessionBegun(AuthPrincipal caller) {
    return new EndpointResult(null, "", true, caller);
  }

  /** Refused; nothing is written yet. */
  static EndpointResult refused(Rejection rejection) {
    return refused(rejection, "endpoint");
  }

  /** The same, with what the operator should know of it. */
  static EndpointResult refused(Rejection rejection, String facts) {
    return new EndpointResult(rejection, facts, false, null);
  }

  /** Refused, and the caller has been sent to a page that says so. */
  static EndpointResult refusedByPage(Rejection rejection) {
    return new EndpointResult(rejection, "endpoint", true, null);
  }

  /** Why it was refused, if it was. */
  public Optional<Rejection> rejection() {
    return Optional.ofNullable(rejection);
  }

  /** What the operator should know of the refusal. */
  public String facts() {
    return facts;
  }

  /** The caller whose session this request began, if it did. */
  public Optional<AuthPrincipal> begun() {
    return Optional.ofNullable(begun);
  }

  /** Whether the response is written. */
  public boolean isAnswered() {
    return answered;
  }
}
