package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Judges what a rightly signed token says (RFC 7519, 4.1; RFC 8725, 3). */
final class ClaimsCheck {

  static final int LONGEST_NAME = 512;

  private final TokenPolicy policy;
  private final Clock clock;
  private final double leeway;

  ClaimsCheck(TokenPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
    this.leeway = seconds(policy.leeway());
  }

  void check(Map<String, Object> claims) throws RefusedTokenException {
    checkTimes(claims, clock.millis() / 1000d);
    checkIssuer(claims);
    checkAudience(claims);
    if (claims.containsKey("sub") && !isName(claims.get("sub"))) {
      throw new RefusedTokenException(Rejection.MALFORMED_CLAIM, "sub is not a name");
    }
    for (String name : policy.requiredClaims()) {
      if (claims.get(name) == null) {
        throw new RefusedTokenException(Rejection.MISSING_CLAIM, name + " is required");
      }
    }
  }

  private void checkTimes(Map<String, Object> claims, double now) throws RefusedTokenException {
    double exp = require(NumericDate.find(claims, "exp"), "exp");
    if (now >= exp + leeway) {
      throw refusal(Rejection.EXPIRED, "expired ", exp, now);
    }
    OptionalDouble nbf = NumericDate.find(claims, "nbf");
    if (nbf.isPresent() && now < nbf.getAsDouble() - leeway) {
      throw refusal(Rejection.NOT_YET_VALID, "valid from ", nbf.getAsDouble(), now);
    }
    OptionalDouble iat = NumericDate.find(claims, "iat");
    if (iat.isPresent()) {
      checkIssuedAt(iat.getAsDouble(), exp, now);
    }
    if (policy.maxAge().isPresent()) {
      double issued = require(iat, "iat");
      if (now >= issued + seconds(policy.maxAge().get()) + leeway) {
        throw refusal(Rejection.TOO_OLD, "issued ", issued, now);
      }
    }
  }

  private void checkIssuedAt(double iat, double exp, double now) throws RefusedTokenException {
    if (iat > exp) {
      throw new RefusedTokenException(Rejection.MALFORMED_CLAIM, "iat is later than exp");
    }
    if (now < iat - leeway) {
      throw refusal(Rejection.NOT_YET_VALID, "issued ", iat, now);
    }
  }

  private static double require(OptionalDouble date, String name) throws RefusedTokenException {
    if (date.isEmpty()) {
      throw new RefusedTokenException(Rejection.MISSING_CLAIM, name + " is missing");
    }
    return date.getAsDouble();
  }

  private RefusedTokenException refusal(Rejection rejection, String what, double date, double now) {
    return new RefusedTokenException(
        rejection,
        what
            + NumericDate.text(date)
            + ", now "
            + NumericDate.text(now)
            + ", leeway "
            + policy.leeway());
  }

  // Equal byte for byte (RFC 8725, 3.8).
  private void checkIssuer(Map<String, Object> claims) throws RefusedTokenException {
    if (policy.issuer().isPresent() && !policy.issuer().get().equals(claims.get("iss"))) {
      throw new RefusedTokenException(Rejection.WRONG_ISSUER, "iss is not the configured one");
    }
  }

  // A string or an array of strings only (RFC 7519, 4.1.3).
  private void checkAudience(Map<String, Object> claims) throws RefusedTokenException {
    if (policy.audiences().isEmpty()) {
      return;
    }
    Object audience = claims.get("aud");
    boolean ours =
        audience instanceof String
            ? policy.audiences().contains(audience)
            : audience instanceof Collection && isOurs((Collection<?>) audience);
    if (!ours) {
      throw new RefusedTokenException(Rejection.WRONG_AUDIENCE, "aud holds none of the configured");
    }
  }

  private boolean isOurs(Collection<?> audiences) {
    Set<String> wanted = policy.audiences();
    boolean found = false;
    for (Object audience : audiences) {
      if (!(audience instanceof String)) {
        return false;
      }
      found |= wanted.contains(audience);
    }
    return found;
  }

  /** Text that can stand for a person: not blank, not endless, without control characters. */
  static boolean isName(@org.jspecify.annotations.Nullable Object value) {
    if (!(value instanceof String) || ((String) value).isBlank()) {
      return false;
    }
    String name = (String) value;
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        return false;
      }
    }
    return name.length() <= LONGEST_NAME;
  }

  private static double seconds(Duration span) {
    return span.toMillis() / 1000d;
  }
}
