package io.sallyport.internal.key;

import java.io.IOException;

/** Where keys are written: a file, a web address, what an issuer's own document names. */
public interface KeyDocument {

  /**
   * The text as it is now.
   *
   * @throws IOException if it cannot be had; the message is for the operator and holds nothing of
   *     the text
   */
  String read() throws IOException;

  /** Ends a {@link #read()} that another thread is in, if there is one. */
  default void abort() {}
}
