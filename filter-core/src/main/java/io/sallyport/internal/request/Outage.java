package io.sallyport.internal.request;

import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.spi.StoreUnavailableException;
import java.util.Optional;

/** Finds an outage of ours in what an application throws. */
final class Outage {

  // JSP wraps what a page throws, and Undertow what a forward throws; in more than this nobody
  // does.
  private static final int DEEPEST = 8;

  private Outage() {}

  /** What does not answer, for the operator; nothing if it is the application's own failure. */
  static Optional<String> in(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < DEEPEST && cause != null; i++) {
      if (cause instanceof CredentialOutageException
          || cause instanceof StoreUnavailableException) {
        return Optional.of(String.valueOf(cause.getMessage()));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
