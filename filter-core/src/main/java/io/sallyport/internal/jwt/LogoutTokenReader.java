package io.sallyport.internal.jwt;

import java.util.Map;
import java.util.Optional;

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
   * The logout that a text tells of; nothing if it is not to be believed.
   *
   * @throws io.sallyport.internal.key.KeysUnavailableException if that cannot be known now
   */
  public Optional<LogoutToken> read(String unverified) {
    try {
      TokenText text = TokenText.of(unverified);
      // Only picks among those we trust, as in TrustedIssuers.
      TokenVerifier verifier = byIssuer.get(TrustedIssuers.unverifiedIssuer(text));
      return verifier == null ? Optional.empty() : judge(verifier.verify(text).claims());
    } catch (RefusedTokenException e) {
      return Optional.empty();
    }
  }

  private static Optional<LogoutToken> judge(Map<String, Object> claims) {
    Object events = claims.get("events");
    boolean told = events instanceof Map && ((Map<?, ?>) events).get(EVENT) instanceof Map;
    boolean named = claims.containsKey("sub") || claims.containsKey("sid");
    // A sid that is no text must not make one session's end that of them all.
    boolean text =
        claims.getOrDefault("sub", "") instanceof String
            && claims.getOrDefault("sid", "") instanceof String;
    return told && named && text && !claims.containsKey("nonce")
        ? Optional.of(new LogoutToken(claims))
        : Optional.empty();
  }
}
