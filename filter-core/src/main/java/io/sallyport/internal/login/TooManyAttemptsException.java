package io.sallyport.internal.login;

import java.time.Duration;

/**
 * The maximum number of login attempts for a name is exceeded. Further passwords are not checked
 * until the window ends.
 */
public final class TooManyAttemptsException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  TooManyAttemptsException(Duration retryAfter) {
    super("too many attempts; try again in " + retryAfter.toSeconds() + " seconds");
    this.retryAfter = retryAfter;
  }

  /** The time after which a password is certainly checked again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
