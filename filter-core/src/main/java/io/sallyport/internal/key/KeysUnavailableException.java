package io.sallyport.internal.key;

/** No verification keys are available: an outage, which the client sees as 503. */
public final class KeysUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeysUnavailableException(String message) {
    // Thrown for each request during an outage, so without a stack trace.
    super(message, null, false, false);
  }
}
