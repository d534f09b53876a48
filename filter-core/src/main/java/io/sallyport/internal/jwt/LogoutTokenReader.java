package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import java.util.Map;

/**
 * Verifies logout tokens (OpenID Connect Back-Channel Logout 1.0, 2.6): the issuer is trusted, one
 * of its own keys signed the token, the audience is ours, the logout event is present and a nonce
 * is not. An ID token is therefore never accepted as a logout token.
 */
public final class LogoutTokenReader {

  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  private final Map<String, TokenVerifier> byIssuer;
  private final int maxLength;

  private LogoutTokenReader(Map<String, TokenVerifier> byIssuer, int maxLength) {
    this.byIssuer = Map.copyOf(byIssuer);
    this.maxLength = maxLength;
  }

  /**
   * Creates a reader.
   *
   * @param byIssuer verifiers that require {@code jti} and {@code iat} and accept the type {@code
   *     logout+jwt}
   * @param maxLength the maximum number of characters of a token
   */
  public static LogoutTokenReader of(Map<String, TokenVerifier> byIssuer, int maxLength) {
    return new LogoutTokenReader(byIssuer, maxLength);
  }

  /**
   * Verifies the text of a logout token.
   *
   * @throws RejectedTokenException if the token is invalid
   * @throws io.sallyport.internal.key.KeysUnavailableException if no keys are available
   */
  public LogoutToken read(String unverified) throws RejectedTokenException {
    UnverifiedToken token = UnverifiedToken.parse(TokenText.of(unverified), maxLength);
    // Only chooses among trusted issuers, as TrustedIssuers does.
    TokenVerifier verifier = byIssuer.get(token.unverifiedIssuer());
    if (verifier == null) {
      throw new RejectedTokenException(Rejection.WRONG_ISSUER, "iss is not a trusted issuer");
    }
    Claims claims = verifier.verify(token).claims();
    if (!isLogout(claims)) {
      throw new RejectedTokenException(
          Rejection.MALFORMED_CLAIM,
          "without a logout event, without sub and sid, or with a nonce");
    }
    return new LogoutToken(claims);
  }

  private static boolean isLogout(Claims claims) {
    boolean event = claims.findObject("events").flatMap(all -> all.findObject(EVENT)).isPresent();
    boolean named = claims.has("sub") || claims.has("sid");
    // An invalid sid must not turn the end of one session into the end of all.
    boolean valid = isAbsentOrText(claims, "sub") && isAbsentOrText(claims, "sid");
    return event && named && valid && !claims.has("nonce");
  }

  private static boolean isAbsentOrText(Claims claims, String name) {
    return !claims.has(name) || !claims.text(name).isEmpty();
  }
}
