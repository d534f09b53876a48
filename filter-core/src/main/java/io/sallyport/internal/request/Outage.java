package io.sallyport.internal.request;

import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.spi.StoreUnavailableException;
import java.util.Optional;

/** Finds an outage of ours in an exception of the application. */
final class Outage {

  // JSP wraps the exceptions of a page, and Undertow those of a forward. Deeper causes are not
  // expected.
  private static final int MAX_CAUSES = 8;

  private Outage() {}

  /** Returns the message of the outage; empty if the exception is the application's own. */
  static Optional<String> in(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (cause instanceof CredentialOutageException
          || cause instanceof StoreUnavailableException) {
        return Optional.of(String.valueOf(cause.getMessage()));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
