package io.sallyport.spi;

/** What became of an attempt to put a refresh token in another's place. */
public enum Rotation {
  /** The presented token was the current one, and the next is now. */
  DONE,
  /** It was one of the chain, used before: the whole chain has ended. */
  REUSED,
  /** There is no such chain, or it has ended. */
  UNKNOWN
}
