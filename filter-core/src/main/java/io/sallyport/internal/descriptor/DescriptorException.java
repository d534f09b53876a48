package io.sallyport.internal.descriptor;

/** A file of the WAR is invalid; the message says why. */
public final class DescriptorException extends Exception {

  private static final long serialVersionUID = 1L;

  public DescriptorException(String message) {
    super(message);
  }
}
