package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;

/** Seconds since 1970, also fractions of them (RFC 7519, 2), up to the year 9999. */
final class NumericDate {

  private static final double LAST = 253_402_300_799d;

  private NumericDate() {}

  /** The claim's seconds; nothing if it is not there. */
  static OptionalDouble find(Map<String, Object> claims, String name)
      throws RejectedTokenException {
    Object value = claims.get(name);
    if (value == null && !claims.containsKey(name)) {
      return OptionalDouble.empty();
    }
    if (!(value instanceof Number)) {
      throw new RejectedTokenException(Rejection.MALFORMED_CLAIM, name + " is not a number");
    }
    double seconds = ((Number) value).doubleValue();
    // Written so that NaN is refused too.
    if (!(Math.abs(seconds) <= LAST)) {
      throw new RejectedTokenException(
          Rejection.MALFORMED_CLAIM, name + " is beyond the year 9999");
    }
    return OptionalDouble.of(seconds);
  }

  static String text(double seconds) {
    return Instant.ofEpochSecond((long) Math.floor(seconds)).toString();
  }
}
