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

/** Reads back tokens of a type that only we write and only we read. */
public final class OwnTokens {

  private final TokenVerifier verifier;

  private OwnTokens(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * Those of one type, as this issuer makes them.
   *
   * @param requiredClaims beside the usual ones
   */
  public static OwnTokens of(
      OwnTokenType type,
      VerificationKeys keys,
      TokenIssuer issuer,
      Clock clock,
      String... requiredClaims) {
    TokenPolicy policy =
        TokenPolicy.builder()
            .issuer(issuer.issuerName())
            .audiences(List.of(issuer.exchangeAudience()))
            .own(true)
            .allowedTypes(List.of(type.headerType()))
            .requiredClaims(List.of(requiredClaims))
            .leeway(Duration.ZERO)
            .build();
    return new OwnTokens(TokenVerifier.of(keys, policy, clock));
  }

  /** The token that a text is; nothing if it is not one of ours, not of this type, or over. */
  public Optional<OwnToken> read(String unverified) {
    try {
      return Optional.of(new OwnToken(verifier.verify(TokenText.of(unverified))));
    } catch (RejectedTokenException e) {
      return Optional.empty();
    }
  }
}
