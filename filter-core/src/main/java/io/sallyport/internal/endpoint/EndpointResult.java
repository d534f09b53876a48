package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an endpoint did with its request: answered it, refused it, or both. */
public final class EndpointResult {

  private static final EndpointResult ANSWERED = new EndpointResult(null, true);

  private final @Nullable Rejection rejection;
  private final boolean answered;

  private EndpointResult(@Nullable Rejection rejection, boolean answered) {
    this.rejection = rejection;
    this.answered = answered;
  }

  /** Done, and answered. */
  static EndpointResult answered() {
    return ANSWERED;
  }

  /** Refused; nothing is written yet. */
  static EndpointResult refused(Rejection rejection) {
    return new EndpointResult(rejection, false);
  }

  /** Refused, and the caller has been sent to a page that says so. */
  static EndpointResult refusedByPage(Rejection rejection) {
    return new EndpointResult(rejection, true);
  }

  /** Why it was refused, if it was. */
  public Optional<Rejection> rejection() {
    return Optional.ofNullable(rejection);
  }

  /** Whether the response is written. */
  public boolean isAnswered() {
    return answered;
  }
}
