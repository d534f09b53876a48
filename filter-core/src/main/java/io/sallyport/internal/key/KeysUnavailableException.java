package io.sallyport.internal.key;

/** There are no keys to judge a token with: an outage, which says nothing about the token. */
public final class KeysUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeysUnavailableException(String message) {
    // Thrown for every request while it lasts: no stack trace.
    super(message, null, false, false);
  }
}
