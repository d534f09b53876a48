package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;

/** A token, or the way it was sent, is rejected. Contains no part of the token. */
public final class RejectedTokenException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Rejection rejection;

  RejectedTokenException(Rejection rejection, String facts) {
    // Clients can cause it, and a stack trace would cost more than the checks.
    super(facts, null, false, false);
    this.rejection = rejection;
  }

  public Rejection rejection() {
    return rejection;
  }

  /** Details for the log. */
  public String facts() {
    return String.valueOf(getMessage());
  }
}
