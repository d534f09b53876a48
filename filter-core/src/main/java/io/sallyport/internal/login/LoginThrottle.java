package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.password.PasswordInput;
import io.sallyport.spi.TokenStore;
import io.sallyport.spi.UserLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits login attempts per user name. The client's address is not part of the key, because an
 * attacker can choose it, or a header with it. The price: an attacker can also block the user's own
 * login for the window.
 */
public final class LoginThrottle implements PasswordAuthenticator {

  private final PasswordAuthenticator check;
  private final LoginAttempts attempts;

  private LoginThrottle(PasswordAuthenticator check, LoginAttempts attempts) {
    this.check = check;
    this.attempts = attempts;
  }

  /** Creates a throttle around a check. */
  public static LoginThrottle of(PasswordAuthenticator check, LoginAttempts attempts) {
    return new LoginThrottle(check, attempts);
  }

  /**
   * Creates a throttle around a check.
   *
   * @param maximum number of attempts per user name and window
   * @param window begins with the first attempt
   */
  static LoginThrottle of(
      PasswordAuthenticator check, TokenStore store, int maximum, Duration window) {
    return of(check, LoginAttempts.of(store, maximum, window));
  }

  @Override
  public Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password)
      throws TooManyAttemptsException {
    if (!PasswordInput.isAcceptable(name, password)) {
      // Not counted: no user can have such a name or password.
      return Optional.empty();
    }
    String key = NameKey.of(name);
    // Counted before the check, so that concurrent attempts cannot exceed the maximum.
    long attempt = attempts.count(key);
    try {
      Optional<AuthPrincipal> caller = check.check(request, name, password);
      if (caller.isPresent()) {
        attempts.clear(key);
      }
      return caller;
    } catch (CredentialOutageException e) {
      // An attempt during an outage of the database was not a guess. Only the first attempt of a
      // window is removed: clearing the count later would also remove checked attempts.
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
