package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import java.util.Map;

/**
 * Several issuers. Which of them judges a token is read from the token before anybody has checked
 * it; that is safe, since it only picks among those we trust, and the one picked then demands that
 * its own key signed it and that it says the same issuer. A token is never tried with another's.
 */
public final class TrustedIssuers implements TokenAuthenticator {

  private final Map<String, TrustedIssuer> byName;
  private final int maxLength;

  private TrustedIssuers(Map<String, TrustedIssuer> byName, int maxLength) {
    this.byName = Map.copyOf(byName);
    this.maxLength = maxLength;
  }

  /**
   * Issuers.
   *
   * @param byName by the {@code iss} that each writes, compared byte for byte
   * @param maxLength of a token, in characters
   */
  public static TrustedIssuers of(Map<String, TrustedIssuer> byName, int maxLength) {
    return new TrustedIssuers(byName, maxLength);
  }

  @Override
  public VerifiedCaller authenticate(TokenText token) throws RejectedTokenException {
    token.checkLength(maxLength);
    TrustedIssuer issuer = byName.get(unverifiedIssuer(token));
    if (issuer == null) {
      throw new RejectedTokenException(Rejection.WRONG_ISSUER, "iss is none of the trusted ones");
    }
    return issuer.authenticate(token);
  }

  /** What a token says of its issuer before anybody has checked it; empty if nothing. */
  static String unverifiedIssuer(TokenText token) throws RejectedTokenException {
    TokenParts parts = TokenParts.split(token.text());
    try {
      Object issuer = StrictJson.parseObject(Base64Url.decode(parts.getPayload())).get("iss");
      return issuer instanceof String ? (String) issuer : "";
    } catch (JsonFormatException e) {
      throw new RejectedTokenException(Rejection.MALFORMED_TOKEN, "payload: " + e.getMessage());
    }
  }
}
