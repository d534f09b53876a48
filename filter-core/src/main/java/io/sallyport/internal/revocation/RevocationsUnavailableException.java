package io.sallyport.internal.revocation;

/** The revocation list is unavailable: an outage, which the client sees as 503. */
public final class RevocationsUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RevocationsUnavailableException(String message) {
    // Thrown for every request while it lasts: no stack trace.
    super(message, null, false, false);
  }
}
