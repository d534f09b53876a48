package io.sallyport.spi;

/** The store does not answer, or not in time: what was asked of it may or may not have happened. */
public final class StoreUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * An outage.
   *
   * @param message for the operator's log; holds no secret
   */
  public StoreUnavailableException(String message) {
    super(message);
  }

  /**
   * An outage.
   *
   * @param message for the operator's log; holds no secret
   * @param cause for the log at its finest; never shown to a client
   */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
