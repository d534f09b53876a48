package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;

/** A token, or the way it is carried, is refused. Holds no text of it. */
public final class RejectedTokenException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Rejection rejection;

  RejectedTokenException(Rejection rejection, String facts) {
    // Thrown for what strangers send: no stack trace, which would cost more than the checks.
    super(facts, null, false, false);
    this.rejection = rejection;
  }

  public Rejection rejection() {
    return rejection;
  }

  /** For the operator's log. */
  public String facts() {
    return String.valueOf(getMessage());
  }
}
