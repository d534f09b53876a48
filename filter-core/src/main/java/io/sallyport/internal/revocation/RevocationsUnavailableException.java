package io.sallyport.internal.revocation;

/** The revocation list is unavailable: an outage, which the client sees as 503. */
public final class RevocationsUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RevocationsUnavailableException(String message) {
    // Thrown for each request during an outage, so without a stack trace.
    super(message, null, false, false);
  }
}
