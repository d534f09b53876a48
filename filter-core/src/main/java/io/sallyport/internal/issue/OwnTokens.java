package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.RejectedTokenException;
import io.sallyport.internal.jwt.TokenPolicy;
import io.sallyport.internal.jwt.TokenText;
import io.sallyport.internal.jwt.TokenVerifier;
import io.sallyport.internal.key.VerificationKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Verifies tokens of one type that only we issue and read. */
public final class OwnTokens {

  private final TokenIssuer issuer;
  private final TokenVerifier verifier;

  private OwnTokens(TokenIssuer issuer, TokenVerifier verifier) {
    this.issuer = issuer;
    this.verifier = verifier;
  }

  /** Creates the verifier for tokens of one type and issuer. */
  public static OwnTokens of(
      OwnTokenType type, VerificationKeys keys, TokenIssuer issuer, Clock clock) {
    TokenPolicy policy =
        TokenPolicy.builder()
            .issuer(issuer.issuerName())
            .audiences(List.of(issuer.exchangeAudience()))
            .own(true)
            .allowedTypes(List.of(type.headerType()))
            .requiredClaims(type.requiredClaims())
            .leeway(Duration.ZERO)
            .build();
    return new OwnTokens(issuer, TokenVerifier.of(keys, policy, clock));
  }

  /** The issuer of these tokens. */
  TokenIssuer issuer() {
    return issuer;
  }

  /** Verifies a text; empty if it is not a valid token of ours and of this type. */
  public Optional<OwnToken> read(String unverified) {
    try {
      return Optional.of(new OwnToken(verifier.verify(TokenText.of(unverified))));
    } catch (RejectedTokenException e) {
      return Optional.empty();
    }
  }
}
