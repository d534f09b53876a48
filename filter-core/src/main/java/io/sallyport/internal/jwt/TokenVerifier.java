package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.key.KeySet;
import io.sallyport.internal.key.VerificationKey;
import io.sallyport.internal.key.VerificationKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Verifies the text of a token. The order is that of RFC 8725: the form of the text, the header and
 * its algorithm, the signature, and only then the claims.
 */
public final class TokenVerifier {

  private final VerificationKeys keys;
  private final TokenPolicy policy;
  private final ClaimsValidator claimsValidator;
  private final VerifiedHeaderCache verifiedHeaders = new VerifiedHeaderCache();

  private TokenVerifier(VerificationKeys keys, TokenPolicy policy, Clock clock) {
    this.keys = keys;
    this.policy = policy;
    this.claimsValidator = new ClaimsValidator(policy, clock);
  }

  /** Creates a verifier, which any number of threads may use. */
  public static TokenVerifier of(VerificationKeys keys, TokenPolicy policy, Clock clock) {
    return new TokenVerifier(keys, policy, clock);
  }

  /**
   * Verifies a token.
   *
   * @throws RejectedTokenException if the token is invalid
   * @throws io.sallyport.internal.key.KeysUnavailableException if no keys are available
   */
  public VerifiedToken verify(TokenText token) throws RejectedTokenException {
    return verify(UnverifiedToken.parse(token, policy.maxLength()));
  }

  /**
   * Verifies a token that was split already, and whose length was checked then.
   *
   * @throws RejectedTokenException if the token is invalid
   * @throws io.sallyport.internal.key.KeysUnavailableException if no keys are available
   */
  VerifiedToken verify(UnverifiedToken token) throws RejectedTokenException {
    String segment = token.headerSegment();
    UnverifiedHeader cached = verifiedHeaders.find(segment);
    UnverifiedHeader header =
        cached == null ? UnverifiedHeader.parse(segment, policy.allowedTypes()) : cached;
    KeySet signedBy = checkSignature(token, header);
    Claims claims = token.unverifiedClaims();
    if (!policy.isOwn()) {
      claims = OwnClaims.removedFrom(claims);
    }
    double validUntil = claimsValidator.validate(claims, header.type());
    if (cached == null && !verifiedHeaders.isFull()) {
      verifiedHeaders.add(segment, header);
    }
    return new VerifiedToken(claims, signedBy, validUntil);
  }

  /** The maximum difference between the issuer's clock and ours. */
  Duration leeway() {
    return policy.leeway();
  }

  /** Whether a verified token is still valid: the keys are the same and it has not expired. */
  boolean isStillValid(VerifiedToken token) {
    return keys.current() == token.keys() && claimsValidator.isInTime(token.claims());
  }

  private KeySet checkSignature(UnverifiedToken token, UnverifiedHeader header)
      throws RejectedTokenException {
    KeySet set = keys.current();
    List<VerificationKey> candidates = set.find(header.algorithm(), header.keyId());
    if (candidates.isEmpty()) {
      // The issuer may have a new key.
      set = keys.renewed(header.algorithm());
      candidates = set.find(header.algorithm(), header.keyId());
    }
    if (candidates.isEmpty()) {
      throw noKey(set.uses(header.algorithm()));
    }
    for (VerificationKey key : candidates) {
      if (key.isSignatureOf(token.segments())) {
        return set;
      }
    }
    throw new RejectedTokenException(
        Rejection.INVALID_SIGNATURE, "tried " + candidates.size() + " keys");
  }

  // The operator needs to know which of the two it is. The token's own text is not logged.
  private static RejectedTokenException noKey(boolean algorithmIsUsed) {
    return algorithmIsUsed
        ? new RejectedTokenException(Rejection.UNKNOWN_KEY, "no key with the kid of the token")
        : new RejectedTokenException(
            Rejection.UNSUPPORTED_ALGORITHM, "no key with the alg of the token");
  }
}
