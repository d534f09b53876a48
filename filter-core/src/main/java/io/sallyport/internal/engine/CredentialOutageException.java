package io.sallyport.internal.engine;

/** A key server or store is unavailable, so that nothing is decided: the client gets 503. */
public final class CredentialOutageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message for the log; contains no secret
   */
  public CredentialOutageException(String message) {
    super(message);
  }
}
