package io.sallyport.internal.engine;

/** What is needed to decide does not answer: the client receives 503, nobody is let in or out. */
public final class CredentialOutageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * An outage.
   *
   * @param message for the operator's log; holds no secret
   */
  public CredentialOutageException(String message) {
    super(message);
  }
}
