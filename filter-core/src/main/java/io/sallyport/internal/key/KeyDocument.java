package io.sallyport.internal.key;

import java.io.IOException;

/** Reads the text of keys: from a file, a web address or an issuer's discovery document. */
public interface KeyDocument {

  /**
   * Reads the current text.
   *
   * @throws IOException if that fails; the message is for the operator and has no part of the text
   */
  String read() throws IOException;

  /** Aborts a {@link #read()} in another thread. */
  default void abort() {}
}
