package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.spi.UserLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Authenticates a user by name and password. */
public interface PasswordAuthenticator {

  /**
   * Checks a password exactly as received.
   *
   * @return the caller with name and roles; empty if the name is unknown or the password is wrong,
   *     which must take the same time
   * @throws TooManyAttemptsException if the maximum number of attempts for this name is exceeded
   * @throws io.sallyport.internal.engine.CredentialOutageException if the user store is unavailable
   */
  Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password)
      throws TooManyAttemptsException;

  /**
   * Looks up a user without a password: whether the user may still log in, and with which roles.
   *
   * @throws io.sallyport.internal.engine.CredentialOutageException if the user store is unavailable
   */
  default UserLookup find(String name) {
    return UserLookup.unsupported();
  }

  /** Whether {@link #find} is supported. */
  default boolean isFinding() {
    return false;
  }
}
