package io.sallyport.internal.engine;

import jakarta.servlet.http.HttpServletRequest;

/** One kind of credential. Reads the request, never its body, and never answers it. */
public interface CredentialSource {

  /**
   * Looks for a credential of this kind and judges it.
   *
   * @throws CredentialOutageException if what is needed to judge does not answer
   */
  AuthResult find(HttpServletRequest request);

  /**
   * Ends the caller's login of this kind, because another user logged in later.
   *
   * @return whether that is all; {@code false} if the browser must be told to drop a cookie
   */
  default boolean end(HttpServletRequest request) {
    return true;
  }

  /**
   * Asked before somebody in whom nobody was found is refused: is it certain that it is nobody?
   *
   * @throws CredentialOutageException if a credential may be there that cannot be seen now
   */
  default void requireNobody(HttpServletRequest request) {}
}
