package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import java.util.Map;

/**
 * Verifies logout tokens (OpenID Connect Back-Channel Logout 1.0, 2.6): of an issuer we trust, with
 * its own keys, for us, with the event and without a nonce, so that no ID token passes for one.
 */
public final class LogoutTokenReader {

  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  private final Map<String, TokenVerifier> byIssuer;

  private LogoutTokenReader(Map<String, TokenVerifier> byIssuer) {
    this.byIssuer = Map.copyOf(byIssuer);
  }

  /**
   * A reader.
   *
   * @param byIssuer verifiers that ask for {@code jti} and {@code iat} and take the type {@code
   *     logout+jwt}
   */
  public static LogoutTokenReader of(Map<String, TokenVerifier> byIssuer) {
    return new LogoutTokenReader(byIssuer);
  }

  /**
   * The logout that a text tells of.
   *
   * @throws RejectedTokenException if it is not to be believed
   * @throws io.sallyport.internal.key.KeysUnavailableException if that cannot be known now
   */
  public LogoutToken read(String unverified) throws RejectedTokenException {
    TokenText text = TokenText.of(unverified);
    // Only picks among those we trust, as in TrustedIssuers.
    TokenVerifier verifier = byIssuer.get(TrustedIssuers.unverifiedIssuer(text));
    if (verifier == null) {
      throw new RejectedTokenException(Rejection.WRONG_ISSUER, "of an issuer that is not trusted");
    }
    Map<String, Object> claims = verifier.verify(text).claims();
    if (!isLogout(claims)) {
      throw new RejectedTokenException(
          Rejection.MALFORMED_CLAIM,
          "without the event of a log-out, or of nobody, or with a nonce");
    }
    return new LogoutToken(claims);
  }

  private static boolean isLogout(Map<String, Object> claims) {
    Object events = claims.get("events");
    boolean told = events instanceof Map && ((Map<?, ?>) events).get(EVENT) instanceof Map;
    boolean named = claims.containsKey("sub") || claims.containsKey("sid");
    // A sid that is no text or empty must not make one session's end that of them all.
    boolean text = isTextIfThere(claims, "sub") && isTextIfThere(claims, "sid");
    return told && named && text && !claims.containsKey("nonce");
  }

  private static boolean isTextIfThere(Map<String, Object> claims, String name) {
    return !claims.containsKey(name) || !ClaimText.of(claims, name).isEmpty();
  }
}
