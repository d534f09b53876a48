package io.sallyport.internal.login;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.spi.UserLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Says whom a name and password belong to. */
public interface PasswordAuthenticator {

  /**
   * Checks a password exactly as received.
   *
   * @return the caller with name and roles; nothing if the name is unknown or the password wrong,
   *     which look and take the same
   * @throws TooManyAttemptsException if somebody has guessed at this name too often
   * @throws io.sallyport.internal.engine.CredentialOutageException if what is needed to check does
   *     not answer
   */
  Optional<AuthPrincipal> check(HttpServletRequest request, String name, String password)
      throws TooManyAttemptsException;

  /**
   * Looks a user up without a password: whether they may still log in, and with which roles.
   *
   * @throws io.sallyport.internal.engine.CredentialOutageException if that cannot be known now
   */
  default UserLookup find(String name) {
    return UserLookup.unsupported();
  }

  /** Whether {@link #find} can tell. */
  default boolean isFinding() {
    return false;
  }
}
