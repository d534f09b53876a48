package io.sallyport.internal.jwt;

/** Authenticates a caller by the text of a token. */
public interface TokenAuthenticator {

  /**
   * The caller of a token.
   *
   * @throws RejectedTokenException if the token is invalid
   * @throws io.sallyport.internal.key.KeysUnavailableException if no keys are available
   */
  VerifiedCaller authenticate(TokenText token) throws RejectedTokenException;
}
