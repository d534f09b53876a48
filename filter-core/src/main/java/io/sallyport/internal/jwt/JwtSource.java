package io.sallyport.internal.jwt;

import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.CredentialSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The caller whom a JSON Web Token names. Needs no session and no look-up. */
public final class JwtSource implements CredentialSource {

  private final TokenCarriers carriers;
  private final TokenVerifier verifier;
  private final ClaimMapping mapping;

  private JwtSource(TokenCarriers carriers, TokenVerifier verifier, ClaimMapping mapping) {
    this.carriers = carriers;
    this.verifier = verifier;
    this.mapping = mapping;
  }

  /** A source of tokens. */
  public static JwtSource of(TokenCarriers carriers, TokenVerifier verifier, ClaimMapping mapping) {
    return new JwtSource(carriers, verifier, mapping);
  }

  @Override
  public AuthResult find(HttpServletRequest request) {
    try {
      Optional<CarriedToken> carried = carriers.find(request);
      if (carried.isEmpty()) {
        return AuthResult.none();
      }
      VerifiedToken token = verifier.verify(carried.get().token());
      return AuthResult.accepted(
          CallerIdentity.ofToken(mapping.principal(token), carried.get().isAmbient()));
    } catch (RefusedTokenException e) {
      return AuthResult.rejected(e.rejection(), e.facts());
    }
  }
}
