package io.sallyport.internal.engine;

import jakarta.servlet.http.HttpServletRequest;

/** Authenticates by one kind of credential. Reads the request without its body, writes nothing. */
public interface CredentialSource {

  /**
   * Finds and validates a credential of this kind.
   *
   * @throws CredentialOutageException if a key server or store is unavailable
   */
  AuthResult find(HttpServletRequest request);

  /**
   * Ends the caller's login of this kind, because another user logged in later.
   *
   * @return whether it is ended; {@code false} if the response must remove a cookie as well
   */
  default boolean end(HttpServletRequest request) {
    return true;
  }

  /**
   * Checks that a request without a credential is certainly anonymous. Called before it is
   * rejected.
   *
   * @throws CredentialOutageException if an outage may hide a credential
   */
  default void requireAnonymous(HttpServletRequest request) {}
}
