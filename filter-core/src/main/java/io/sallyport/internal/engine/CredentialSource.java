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
}
