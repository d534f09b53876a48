package io.sallyport.internal.revocation;

/** Nobody knows now what was taken back: an outage, which says nothing about who asks. */
public final class RevocationsUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RevocationsUnavailableException(String message) {
    // Thrown for every request while it lasts: no stack trace.
    super(message, null, false, false);
  }
}
