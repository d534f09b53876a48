package io.sallyport.spi;

/** Result of the exchange of a refresh token for the next one of its family. */
public enum Rotation {
  /** The presented token was the current one. The next token is the current one now. */
  DONE,
  /**
   * The presented token belongs to the family but is not the current one. The whole family has
   * ended.
   */
  REUSED,
  /** The family does not exist or has ended. */
  UNKNOWN
}
