package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Judges what a rightly signed token says (RFC 7519, 4.1; RFC 8725, 3). */
final class ClaimsValidator {

  static final int LONGEST_NAME = 512;

  private final TokenPolicy policy;
  private final Clock clock;
  private final double leeway;

  ClaimsValidator(TokenPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
    this.leeway = seconds(policy.leeway());
  }

  /**
   * Judges all of it.
   *
   * @param type the header's {@code typ} in lower case
   * @return the seconds since 1970 at which {@code exp} and the leeway are over
   */
  double check(Map<String, Object> claims, String type) throws RejectedTokenException {
    double exp = checkTimes(claims, clock.millis() / 1000d);
    checkIssuer(claims);
    if (!policy.kind().fits(claims, type)) {
      throw new RejectedTokenException(
          Rejection.WRONG_TOKEN_TYPE, "of another kind, by what its issuer writes into it");
    }
    checkAudience(claims);
    if (claims.containsKey("sub") && !isName(claims.get("sub"))) {
      throw new RejectedTokenException(Rejection.MALFORMED_CLAIM, "sub is not a name");
    }
    for (String name : policy.requiredClaims()) {
      if (isMissing(claims, name)) {
        throw new RejectedTokenException(Rejection.MISSING_CLAIM, name + " is required");
      }
    }
    return exp + leeway;
  }

  // An id that is no text could be asked for here and never be found when it is revoked.
  private static boolean isMissing(Map<String, Object> claims, String name) {
    boolean isId = name.equals("jti") || name.equals("sid");
    return isId ? ClaimText.of(claims, name).isEmpty() : claims.get(name) == null;
  }

  /** Whether the times of claims that were judged once are still right. */
  boolean isInTime(Map<String, Object> claims) {
    try {
      checkTimes(claims, clock.millis() / 1000d);
      return true;
    } catch (RejectedTokenException e) {
      return false;
    }
  }

  private double checkTimes(Map<String, Object> claims, double now) throws RejectedTokenException {
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
    return exp;
  }

  private void checkIssuedAt(double iat, double exp, double now) throws RejectedTokenException {
    if (iat > exp) {
      throw new RejectedTokenException(Rejection.MALFORMED_CLAIM, "iat is later than exp");
    }
    if (now < iat - leeway) {
      throw refusal(Rejection.NOT_YET_VALID, "issued ", iat, now);
    }
  }

  private static double require(OptionalDouble date, String name) throws RejectedTokenException {
    if (date.isEmpty()) {
      throw new RejectedTokenException(Rejection.MISSING_CLAIM, name + " is missing");
    }
    return date.getAsDouble();
  }

  private RejectedTokenException refusal(
      Rejection rejection, String what, double date, double now) {
    return new RejectedTokenException(
        rejection,
        what
            + NumericDate.text(date)
            + ", now "
            + NumericDate.text(now)
            + ", leeway "
            + policy.leeway());
  }

  // Equal byte for byte (RFC 8725, 3.8).
  private void checkIssuer(Map<String, Object> claims) throws RejectedTokenException {
    if (policy.issuer().isPresent() && !policy.issuer().get().equals(claims.get("iss"))) {
      throw new RejectedTokenException(Rejection.WRONG_ISSUER, "iss is not the configured one");
    }
  }

  private void checkAudience(Map<String, Object> claims) throws RejectedTokenException {
    AudienceClaims asked = policy.audienceClaims();
    if (!policy.audiences().isEmpty() && !asked.isOneOf(policy.audiences(), claims)) {
      throw new RejectedTokenException(
          Rejection.WRONG_AUDIENCE, asked + " hold none of the configured");
    }
  }

  /** Text that can stand for a person: not blank, not endless, without control characters. */
  static boolean isName(@Nullable Object value) {
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
