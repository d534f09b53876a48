package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;

/** The body of a login cannot be used; says nothing of what was in it. */
final class RejectedLoginException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Rejection rejection;

  RejectedLoginException(Rejection rejection) {
    super(rejection.name());
    this.rejection = rejection;
  }

  Rejection rejection() {
    return rejection;
  }

  /**
   * The refusal where no login is posted but a token: programs expect the one code that RFC 6749
   * section 5.2 has for all of these. The log says which it was.
   */
  EndpointResult asInvalidRequest() {
    return EndpointResult.refused(Rejection.INVALID_REQUEST, "body " + rejection.name());
  }
}
