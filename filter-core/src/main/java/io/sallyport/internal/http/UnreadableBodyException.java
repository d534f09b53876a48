package io.sallyport.internal.http;

/** The body of a request cannot be read. The message contains nothing of it. */
public final class UnreadableBodyException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean tooLong;

  UnreadableBodyException(boolean tooLong) {
    super(tooLong ? "body is too long" : "body is incomplete or malformed");
    this.tooLong = tooLong;
  }

  /** Whether the body is longer than the maximum. */
  public boolean isTooLong() {
    return tooLong;
  }
}
