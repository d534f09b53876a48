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
  private final int most;
  private final Duration window;

  private LoginAttempts(TokenStore store, int most, Duration window) {
    this.store = store;
    this.most = most;
    this.window = window;
  }

  /**
   * A count.
   *
   * @param most attempts for one key in a window
   * @param window from the first attempt on
   */
  public static LoginAttempts of(TokenStore store, int most, Duration window) {
    return new LoginAttempts(store, most, window);
  }

  /**
   * Counts an attempt.
   *
   * @return how many there were in this window, with this one
   * @throws TooManyAttemptsException if this is one too many
   * @throws CredentialOutageException if the store is unavailable
   */
  public long count(String key) throws TooManyAttemptsException {
    long attempt = countInStore(key);
    if (attempt > most) {
      // The store does not tell when the window ends; it is no longer than this.
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

  // A count that stays too high shuts nobody in; it ends with its window.
  public void clear(String key) {
    try {
      store.clearAttempts(key);
    } catch (StoreUnavailableException e) {
      LOGGER.log(Level.WARNING, "attempts at a name were not cleared: {0}", e.getMessage());
    }
  }

  @Override
  public String toString() {
    return most + " in " + window;
  }
}
