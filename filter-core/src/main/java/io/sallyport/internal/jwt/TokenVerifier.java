package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import io.sallyport.internal.key.KeySet;
import io.sallyport.internal.key.VerificationKey;
import io.sallyport.internal.key.VerificationKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Turns a token's text into a verified token. The order is that of RFC 8725: the form of the text,
 * the header and its algorithm, the signature, and only then what the token says.
 */
public final class TokenVerifier {

  private final VerificationKeys keys;
  private final TokenPolicy policy;
  private final ClaimsValidator claimsCheck;
  private final VerifiedHeaderCache knownHeaders = new VerifiedHeaderCache();

  private TokenVerifier(VerificationKeys keys, TokenPolicy policy, Clock clock) {
    this.keys = keys;
    this.policy = policy;
    this.claimsCheck = new ClaimsValidator(policy, clock);
  }

  /** A verifier; safe for any number of threads. */
  public static TokenVerifier of(VerificationKeys keys, TokenPolicy policy, Clock clock) {
    return new TokenVerifier(keys, policy, clock);
  }

  /**
   * Verifies a token.
   *
   * @throws RejectedTokenException if anything about it is not as it must be
   * @throws io.sallyport.internal.key.KeysUnavailableException if there are no keys to judge it
   *     with
   */
  public VerifiedToken verify(TokenText token) throws RejectedTokenException {
    String text = token.text();
    token.checkLength(policy.maxLength());
    TokenParts parts = TokenParts.split(text);
    UnverifiedHeader known = knownHeaders.find(parts.getHeader());
    UnverifiedHeader header =
        known == null ? UnverifiedHeader.parse(parts.getHeader(), policy.allowedTypes()) : known;
    KeySet signedBy = checkSignature(parts, header);
    Map<String, Object> claims = claims(parts);
    if (!policy.isOwn()) {
      claims = OwnClaims.removedFrom(claims);
    }
    double goodUntil = claimsCheck.check(claims, header.type());
    if (known == null && !knownHeaders.isFull()) {
      knownHeaders.remember(parts.getHeader(), header);
    }
    return new VerifiedToken(claims, signedBy, goodUntil);
  }

  /** By how much the clock of its issuer may differ from ours. */
  Duration leeway() {
    return policy.leeway();
  }

  /** Whether a token that verified once would do so now: same keys, and its time is not over. */
  boolean wouldStillVerify(VerifiedToken token) {
    return keys.current() == token.keys() && claimsCheck.isInTime(token.claims());
  }

  private KeySet checkSignature(TokenParts parts, UnverifiedHeader header)
      throws RejectedTokenException {
    KeySet set = keys.current();
    List<VerificationKey> candidates = set.find(header.algorithm(), header.keyId());
    if (candidates.isEmpty()) {
      // Perhaps the issuer has a new key.
      set = keys.renewed(header.algorithm());
      candidates = set.find(header.algorithm(), header.keyId());
    }
    if (candidates.isEmpty()) {
      throw noKey(set.uses(header.algorithm()));
    }
    for (VerificationKey key : candidates) {
      if (key.isSignatureOf(parts)) {
        return set;
      }
    }
    throw new RejectedTokenException(
        Rejection.INVALID_SIGNATURE, "tried " + candidates.size() + " keys");
  }

  // Which of the two is for the operator: the token's own words are not repeated.
  private static RejectedTokenException noKey(boolean algorithmIsUsed) {
    return algorithmIsUsed
        ? new RejectedTokenException(Rejection.UNKNOWN_KEY, "no key has the token's kid")
        : new RejectedTokenException(
            Rejection.UNSUPPORTED_ALGORITHM, "no key is used with the token's alg");
  }

  private static Map<String, Object> claims(TokenParts parts) throws RejectedTokenException {
    try {
      return StrictJson.parseObject(Base64Url.decode(parts.getPayload()));
    } catch (JsonFormatException e) {
      throw new RejectedTokenException(Rejection.MALFORMED_TOKEN, "payload: " + e.getMessage());
    }
  }
}
