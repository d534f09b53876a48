package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.password.Plausibility;
import io.sallyport.spi.TokenStore;
import io.sallyport.spi.UserLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets nobody guess for long. Attempts are counted by name, whoever makes them: a client's address
 * or header would be the guesser's choice. The price is that a guesser can keep the person out for
 * the window, too.
 */
public final class LoginThrottle implements PasswordAuthenticator {

  private final PasswordAuthenticator check;
  private final LoginAttempts attempts;

  private LoginThrottle(PasswordAuthenticator check, LoginAttempts attempts) {
    this.check = check;
    this.attempts = attempts;
  }

  /** A throttled check. */
  public static LoginThrottle of(PasswordAuthenticator check, LoginAttempts attempts) {
    return new LoginThrottle(check, attempts);
  }

  /**
   * A throttled check.
   *
   * @param most how many attempts at one name are looked at in a window
   * @param window from the first attempt on
   */
  static LoginThrottle of(
      PasswordAuthenticator check, TokenStore store, int most, Duration window) {
    return of(check, LoginAttempts.of(store, most, window));
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password)
      throws TooManyAttemptsException {
    if (!Plausibility.isPlausible(name, password)) {
      // Nothing to count: nobody has such a name or password.
      return Optional.empty();
    }
    String key = NameKey.of(name);
    // Before the password is looked at: of many attempts at once no more are looked at either.
    long attempt = attempts.count(key);
    try {
      Optional<AuthPrincipal> caller = check.check(request, name, password);
      if (caller.isPresent()) {
        attempts.clear(key);
      }
      return caller;
    } catch (CredentialOutageException e) {
      // People who try again while the database is away have not guessed. Only the first attempt of
      // a window is forgiven: it takes no guess along that was looked at before it.
      if (attempt == 1) {
        attempts.clear(key);
      }
      throw e;
    }
  }

  @Override
  public UserLookup find(String name) {
    return check.find(name);
  }

  @Override
  public boolean isFinding() {
    return check.isFinding();
  }

  @Override
  public String toString() {
    return "LoginThrottle[" + attempts + ", " + check + "]";
  }
}
