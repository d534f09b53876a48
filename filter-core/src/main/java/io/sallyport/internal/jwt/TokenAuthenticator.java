package io.sallyport.internal.jwt;

/** Tells who calls, by the text of a token. */
public interface TokenAuthenticator {

  /**
   * The caller whom a token names.
   *
   * @throws RejectedTokenException if anything about it is not as it must be
   * @throws io.sallyport.internal.key.KeysUnavailableException if there are no keys to judge it
   *     with
   */
  VerifiedCaller authenticate(TokenText token) throws RejectedTokenException;
}
