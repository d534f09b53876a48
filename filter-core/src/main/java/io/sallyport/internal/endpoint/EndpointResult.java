package io.sallyport.internal.endpoint;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.login.TooManyAttemptsException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an endpoint did with its request: answered it, rejected it, or both. */
public final class EndpointResult {

  private static final EndpointResult ANSWERED = new EndpointResult(new Draft(null, "", true));

  private final @Nullable Rejection rejection;
  private final String facts;
  private final boolean answered;
  private final @Nullable AuthPrincipal begun;
  private final @Nullable String allowedMethods;
  private final @Nullable Duration retryAfter;

  private EndpointResult(Draft draft) {
    this.rejection = draft.rejection;
    this.facts = draft.facts;
    this.answered = draft.answered;
    this.begun = draft.begun;
    this.allowedMethods = draft.allowedMethods;
    this.retryAfter = draft.retryAfter;
  }

  /** Answered. */
  static EndpointResult answered() {
    return ANSWERED;
  }

  /** Answered, and a session of this caller has begun. */
  static EndpointResult sessionBegun(AuthPrincipal caller) {
    Draft draft = new Draft(null, "", true);
    draft.begun = caller;
    return new EndpointResult(draft);
  }

  /** Rejected; nothing is written yet. */
  static EndpointResult rejected(Rejection rejection) {
    return rejected(rejection, "endpoint");
  }

  /** Rejected, with the reason for the operator. */
  static EndpointResult rejected(Rejection rejection, String facts) {
    return new EndpointResult(new Draft(rejection, facts, false));
  }

  /**
   * Rejected, since the endpoint has other methods (RFC 9110, 15.5.6).
   *
   * @param allowed the methods for the header {@code Allow}
   */
  static EndpointResult methodNotAllowed(String allowed) {
    Draft draft = new Draft(Rejection.METHOD_NOT_ALLOWED, "endpoint", false);
    draft.allowedMethods = allowed;
    return new EndpointResult(draft);
  }

  /** Rejected without a password check (RFC 6585, 4). */
  static EndpointResult tooManyAttempts(TooManyAttemptsException attempts) {
    Draft draft = new Draft(Rejection.TOO_MANY_ATTEMPTS, "endpoint", false);
    draft.retryAfter = attempts.retryAfter();
    return new EndpointResult(draft);
  }

  /** The same rejection, where the caller is redirected to a page that says so. */
  EndpointResult byPage() {
    Draft draft = new Draft(rejection, facts, true);
    draft.retryAfter = retryAfter;
    return new EndpointResult(draft);
  }

  /** The reason of a rejection. */
  public Optional<Rejection> rejection() {
    return Optional.ofNullable(rejection);
  }

  /** The reason for the operator. */
  public String facts() {
    return facts;
  }

  /** The methods that the endpoint has, if the request had another one. */
  public Optional<String> allowedMethods() {
    return Optional.ofNullable(allowedMethods);
  }

  /** The time after which the client may try again, if it tried too often. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The caller whose session this request began, if it did. */
  public Optional<AuthPrincipal> begun() {
    return Optional.ofNullable(begun);
  }

  /** Whether the response is written. */
  public boolean isAnswered() {
    return answered;
  }

  /** A result that is being made. */
  private static final class Draft {

    private final @Nullable Rejection rejection;
    private final String facts;
    private final boolean answered;
    private @Nullable AuthPrincipal begun;
    private @Nullable String allowedMethods;
    private @Nullable Duration retryAfter;

    private Draft(@Nullable Rejection rejection, String facts, boolean answered) {
      this.rejection = rejection;
      this.facts = facts;
      this.answered = answered;
    }
  }
}
