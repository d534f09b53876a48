package io.sallyport.internal.login;

import java.time.Duration;

/** Somebody has guessed at this name too often: no password is looked at for a while. */
public final class TooManyAttemptsException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  TooManyAttemptsException(Duration retryAfter) {
    super("too many attempts; try again in " + retryAfter.toSeconds() + " seconds");
    this.retryAfter = retryAfter;
  }

  /** After so long it is certain that a password is looked at again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
