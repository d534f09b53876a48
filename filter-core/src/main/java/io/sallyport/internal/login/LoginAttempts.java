package io.sallyport.internal.login;

import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Counts login attempts by key, on all nodes that share a store. */
public final class LoginAttempts {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final TokenStore store;
  private final int maximum;
  private final Duration window;

  private LoginAttempts(TokenStore store, int maximum, Duration window) {
    this.store = store;
    this.maximum = maximum;
    this.window = window;
  }

  /**
   * Creates a counter.
   *
   * @param maximum number of attempts per key and window
   * @param window begins with the first attempt
   */
  public static LoginAttempts of(TokenStore store, int maximum, Duration window) {
    return new LoginAttempts(store, maximum, window);
  }

  /**
   * Counts an attempt.
   *
   * @return the number of attempts in this window, including this one
   * @throws TooManyAttemptsException if the maximum is exceeded
   * @throws CredentialOutageException if the store is unavailable
   */
  public long count(String key) throws TooManyAttemptsException {
    long attempt = countInStore(key);
    if (attempt > maximum) {
      // The store does not return the end of the window. It ends within this time.
      throw new TooManyAttemptsException(window);
    }
    return attempt;
  }

  private long countInStore(String key) {
    try {
      return store.countAttempt(key, window);
    } catch (StoreUnavailableException e) {
      throw new CredentialOutageException(String.valueOf(e.getMessage()));
    }
  }

  // If it fails, the count stays too high until its window ends.
  public void clear(String key) {
    try {
      store.clearAttempts(key);
    } catch (StoreUnavailableException e) {
      LOGGER.log(Level.WARNING, "login attempts not cleared: reason={0}", e.getMessage());
    }
  }

  @Override
  public String toString() {
    return maximum + " in " + window;
  }
}
