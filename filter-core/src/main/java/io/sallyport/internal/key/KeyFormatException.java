package io.sallyport.internal.key;

/**
 * A key that cannot be used. The message is the rest of a sentence that begins with the parameter's
 * name, for the deployer; it holds nothing of the key.
 */
public final class KeyFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  KeyFormatException(String rest) {
    super(rest);
  }
}
