package io.sallyport.spi;

/** The store did not answer in time. The operation may have been carried out or not. */
public final class StoreUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception without a cause.
   *
   * @param message for the operator's log; contains no secret
   */
  public StoreUnavailableException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message for the operator's log; contains no secret
   * @param cause for the log at its finest level; never sent to a client
   */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
