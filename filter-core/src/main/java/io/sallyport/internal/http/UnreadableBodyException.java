package io.sallyport.internal.http;

/** The body of a request cannot be used; says nothing of what was in it. */
public final class UnreadableBodyException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean tooLong;

  UnreadableBodyException(boolean tooLong) {
    super(tooLong ? "body is too long" : "body is incomplete or malformed");
    this.tooLong = tooLong;
  }

  /** Whether it is longer than what is read. */
  public boolean isTooLong() {
    return tooLong;
  }
}
