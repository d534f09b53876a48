package io.sallyport.internal.jwt;

/** One trusted issuer: the verifier of its tokens, and the claims that have name and roles. */
public final class TrustedIssuer implements TokenAuthenticator {

  private final TokenVerifier verifier;
  private final ClaimMapping mapping;

  private TrustedIssuer(TokenVerifier verifier, ClaimMapping mapping) {
    this.verifier = verifier;
    this.mapping = mapping;
  }

  public static TrustedIssuer of(TokenVerifier verifier, ClaimMapping mapping) {
    return new TrustedIssuer(verifier, mapping);
  }

  @Override
  public VerifiedCaller authenticate(TokenText token) throws RejectedTokenException {
    return caller(verifier.verify(token));
  }

  /** The caller of a token that was split already. */
  VerifiedCaller authenticate(UnverifiedToken token) throws RejectedTokenException {
    return caller(verifier.verify(token));
  }

  private VerifiedCaller caller(VerifiedToken verified) throws RejectedTokenException {
    return new VerifiedCaller(mapping.principal(verified), verified, verifier);
  }
}
