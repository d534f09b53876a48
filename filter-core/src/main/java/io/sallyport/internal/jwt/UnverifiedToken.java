package io.sallyport.internal.jwt;

import com.auth0.jwt.interfaces.DecodedJWT;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.json.JsonFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A token that was split and not verified. Each of its parts is decoded and parsed at most once,
 * and only when it is needed: a payload whose signature is wrong costs nothing.
 *
 * <p>Used by one thread.
 */
final class UnverifiedToken {

  private final UnverifiedSegments segments;
  private @Nullable Claims claims;

  private UnverifiedToken(UnverifiedSegments segments) {
    this.segments = segments;
  }

  /**
   * Splits the text of a token.
   *
   * @param maxLength the maximum number of characters
   * @throws RejectedTokenException if the text is too long or does not have three segments
   */
  static UnverifiedToken parse(TokenText token, int maxLength) throws RejectedTokenException {
    token.checkLength(maxLength);
    return new UnverifiedToken(UnverifiedSegments.split(token.text()));
  }

  /** The text of the header. */
  String headerSegment() {
    return segments.getHeader();
  }

  /** The segments for the signature check of java-jwt. */
  DecodedJWT segments() {
    return segments;
  }

  /**
   * The {@code iss} that the token names; empty if none. Use it only to choose among trusted
   * issuers.
   *
   * @throws RejectedTokenException if the payload is not a JSON object
   */
  String unverifiedIssuer() throws RejectedTokenException {
    return unverifiedClaims().text("iss");
  }

  /**
   * The claims of the payload.
   *
   * @throws RejectedTokenException if the payload is not a JSON object
   */
  Claims unverifiedClaims() throws RejectedTokenException {
    Claims parsed = claims;
    if (parsed == null) {
      try {
        parsed = Claims.parse(Base64Url.decode(segments.getPayload()));
      } catch (JsonFormatException e) {
        throw new RejectedTokenException(Rejection.MALFORMED_TOKEN, "payload: " + e.getMessage());
      }
      claims = parsed;
    }
    return parsed;
  }

  /** Shows lengths only. */
  @Override
  public String toString() {
    return "UnverifiedToken[" + segments + "]";
  }
}
