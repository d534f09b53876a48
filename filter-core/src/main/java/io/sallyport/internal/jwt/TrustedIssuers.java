package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import java.util.Map;

/**
 * Several trusted issuers. The issuer is chosen by the unverified {@code iss} of the token. This is
 * safe: it only chooses among trusted issuers, and the chosen one requires its own signature and
 * the same {@code iss}. A token is never verified with the keys of another issuer.
 */
public final class TrustedIssuers implements TokenAuthenticator {

  private final Map<String, TrustedIssuer> byName;
  private final int maxLength;

  private TrustedIssuers(Map<String, TrustedIssuer> byName, int maxLength) {
    this.byName = Map.copyOf(byName);
    this.maxLength = maxLength;
  }

  /**
   * Creates the authenticator.
   *
   * @param byName issuers by their {@code iss}, compared byte for byte
   * @param maxLength the maximum number of characters of a token
   */
  public static TrustedIssuers of(Map<String, TrustedIssuer> byName, int maxLength) {
    return new TrustedIssuers(byName, maxLength);
  }

  @Override
  public VerifiedCaller authenticate(TokenText text) throws RejectedTokenException {
    UnverifiedToken token = UnverifiedToken.parse(text, maxLength);
    TrustedIssuer issuer = byName.get(token.unverifiedIssuer());
    if (issuer == null) {
      throw new RejectedTokenException(Rejection.WRONG_ISSUER, "iss is not a trusted issuer");
    }
    return issuer.authenticate(token);
  }
}
