package io.sallyport.internal.key;

/**
 * A key cannot be used. The message is for the deployer: the rest of a sentence that begins with
 * the parameter's name. It contains no part of the key.
 */
public final class KeyFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  KeyFormatException(String rest) {
    super(rest);
  }
}
