package io.sallyport.internal.jwt;

import io.sallyport.identity.AuthPrincipal;

/** The caller whom a verified token names, and what must still be true of it later on. */
public final class VerifiedCaller {

  private final AuthPrincipal principal;
  private final VerifiedToken token;
  private final TokenVerifier verifier;

  VerifiedCaller(AuthPrincipal principal, VerifiedToken token, TokenVerifier verifier) {
    this.principal = principal;
    this.token = token;
    this.verifier = verifier;
  }

  AuthPrincipal principal() {
    return principal;
  }

  VerifiedToken token() {
    return token;
  }

  /**
   * Whether the verifier, asked now, would say the same: the hour and the keys are as they were.
   */
  boolean isStillVerified() {
    return verifier.wouldStillVerify(token);
  }

  /** Shows nothing of either. */
  @Override
  public String toString() {
    return "VerifiedCaller[" + token + "]";
  }
}
