package io.sallyport.internal.descriptor;

/** The web.xml cannot be read as XML; the message says where. */
public final class DescriptorException extends Exception {

  private static final long serialVersionUID = 1L;

  DescriptorException(String message) {
    super(message);
  }
}
