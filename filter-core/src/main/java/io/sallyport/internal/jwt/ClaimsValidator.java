package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Validates the claims of a token whose signature is valid (RFC 7519, 4.1; RFC 8725, 3). */
final class ClaimsValidator {

  static final int MAX_NAME_LENGTH = 512;

  private final TokenPolicy policy;
  private final Clock clock;
  private final double leeway;

  ClaimsValidator(TokenPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
    this.leeway = seconds(policy.leeway());
  }

  /**
   * Validates all claims.
   *
   * @param type the header's {@code typ} in lower case
   * @return the seconds since 1970 at which {@code exp} plus leeway is reached
   */
  double validate(Claims claims, String type) throws RejectedTokenException {
    double exp = checkTimes(claims, clock.millis() / 1000d);
    checkIssuer(claims);
    if (!policy.kind().matches(claims, type)) {
      throw new RejectedTokenException(
          Rejection.WRONG_TOKEN_TYPE, "claims of another kind of token");
    }
    checkAudience(claims);
    if (claims.has("sub") && !isName(claims.text("sub"))) {
      throw new RejectedTokenException(Rejection.MALFORMED_CLAIM, "sub is malformed");
    }
    for (String name : policy.requiredClaims()) {
      if (isMissing(claims, name)) {
        throw new RejectedTokenException(Rejection.MISSING_CLAIM, name + " is required");
      }
    }
    return exp + leeway;
  }

  // An id that is not a string could never be found in the revocation list.
  private static boolean isMissing(Claims claims, String name) {
    boolean isId = name.equals("jti") || name.equals("sid");
    return isId ? claims.text(name).isEmpty() : claims.isMissing(name);
  }

  /** Whether claims that were valid once are still valid now. */
  boolean isInTime(Claims claims) {
    try {
      checkTimes(claims, clock.millis() / 1000d);
      return true;
    } catch (RejectedTokenException e) {
      return false;
    }
  }

  private double checkTimes(Claims claims, double now) throws RejectedTokenException {
    double exp = require(claims.findDate("exp"), "exp");
    if (now >= exp + leeway) {
      throw rejected(Rejection.EXPIRED, "exp", exp, now);
    }
    OptionalDouble nbf = claims.findDate("nbf");
    if (nbf.isPresent() && now < nbf.getAsDouble() - leeway) {
      throw rejected(Rejection.NOT_YET_VALID, "nbf", nbf.getAsDouble(), now);
    }
    OptionalDouble iat = claims.findDate("iat");
    if (iat.isPresent()) {
      checkIssuedAt(iat.getAsDouble(), exp, now);
    }
    if (policy.maxAge().isPresent()) {
      double issued = require(iat, "iat");
      if (now >= issued + seconds(policy.maxAge().get()) + leeway) {
        throw rejected(Rejection.TOO_OLD, "iat", issued, now);
      }
    }
    return exp;
  }

  private void checkIssuedAt(double iat, double exp, double now) throws RejectedTokenException {
    if (iat > exp) {
      throw new RejectedTokenException(Rejection.MALFORMED_CLAIM, "iat is later than exp");
    }
    if (now < iat - leeway) {
      throw rejected(Rejection.NOT_YET_VALID, "iat", iat, now);
    }
  }

  private static double require(OptionalDouble date, String name) throws RejectedTokenException {
    if (date.isEmpty()) {
      throw new RejectedTokenException(Rejection.MISSING_CLAIM, name + " is missing");
    }
    return date.getAsDouble();
  }

  private RejectedTokenException rejected(
      Rejection rejection, String claim, double date, double now) {
    return new RejectedTokenException(
        rejection, claim + "=" + text(date) + " now=" + text(now) + " leeway=" + policy.leeway());
  }

  private static String text(double seconds) {
    return Instant.ofEpochSecond((long) Math.floor(seconds)).toString();
  }

  // Compared byte for byte (RFC 8725, 3.8).
  private void checkIssuer(Claims claims) throws RejectedTokenException {
    if (policy.issuer().isPresent() && !claims.isText("iss", policy.issuer().get())) {
      throw new RejectedTokenException(
          Rejection.WRONG_ISSUER, "iss differs from mp.jwt.verify.issuer");
    }
  }

  private void checkAudience(Claims claims) throws RejectedTokenException {
    AudienceClaims audience = policy.audienceClaims();
    if (!policy.audiences().isEmpty() && !audience.areFor(policy.audiences(), claims)) {
      throw new RejectedTokenException(
          Rejection.WRONG_AUDIENCE, audience + " without a configured audience");
    }
  }

  /**
   * Whether a value can be a user name: a string, not blank, not too long, no control characters.
   */
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
    return name.length() <= MAX_NAME_LENGTH;
  }

  private static double seconds(Duration span) {
    return span.toMillis() / 1000d;
  }
}
