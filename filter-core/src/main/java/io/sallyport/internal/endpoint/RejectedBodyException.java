package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;

/** The body of a request is invalid. The message contains nothing of it. */
final class RejectedBodyException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Rejection rejection;

  RejectedBodyException(Rejection rejection) {
    super(rejection.name());
    this.rejection = rejection;
  }

  Rejection rejection() {
    return rejection;
  }

  /**
   * The rejection where a token and no login is posted: clients expect the one code that RFC 6749
   * section 5.2 defines for all of these. The log shows the specific code.
   */
  EndpointResult asInvalidRequest() {
    return EndpointResult.rejected(Rejection.INVALID_REQUEST, "body " + rejection.name());
  }
}
