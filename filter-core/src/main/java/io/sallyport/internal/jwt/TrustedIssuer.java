package io.sallyport.internal.jwt;

/** One issuer: the keys and checks for its tokens, and where they have name and roles. */
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
    VerifiedToken verified = verifier.verify(token);
    return new VerifiedCaller(mapping.principal(verified), verified, verifier);
  }
}
