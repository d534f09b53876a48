package io.sallyport.internal.jwt;

import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.sallyport.internal.engine.Rejection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The three segments of a token, as text, in the form that java-jwt's {@code Algorithm} expects. An
 * {@code Algorithm} reads the segments only, so every other method is unsupported.
 */
final class UnverifiedSegments implements DecodedJWT {

  private final String header;
  private final String payload;
  private final String signature;

  private UnverifiedSegments(String header, String payload, String signature) {
    this.header = header;
    this.payload = payload;
    this.signature = signature;
  }

  /** Splits a compact serialization (RFC 7515, 7.1) into three segments, none of them empty. */
  static UnverifiedSegments split(String text) throws RejectedTokenException {
    int first = text.indexOf('.');
    int second = first < 0 ? -1 : text.indexOf('.', first + 1);
    boolean three = second > 0 && text.indexOf('.', second + 1) < 0;
    if (!three || first == 0 || second == first + 1 || second == text.length() - 1) {
      throw new RejectedTokenException(Rejection.MALFORMED_TOKEN, "not three parts");
    }
    UnverifiedSegments segments =
        new UnverifiedSegments(
            text.substring(0, first),
            text.substring(first + 1, second),
            text.substring(second + 1));
    Base64Url.check(segments.signature);
    return segments;
  }

  @Override
  public String getHeader() {
    return header;
  }

  @Override
  public String getPayload() {
    return payload;
  }

  @Override
  public String getSignature() {
    return signature;
  }

  @Override
  public String getToken() {
    return header + '.' + payload + '.' + signature;
  }

  // Only for key providers of java-jwt, which are not used.
  @Override
  public @Nullable String getKeyId() {
    return null;
  }

  @Override
  public String getAlgorithm() {
    throw unread();
  }

  @Override
  public String getType() {
    throw unread();
  }

  @Override
  public String getContentType() {
    throw unread();
  }

  @Override
  public Claim getHeaderClaim(String name) {
    throw unread();
  }

  @Override
  public String getIssuer() {
    throw unread();
  }

  @Override
  public String getSubject() {
    throw unread();
  }

  @Override
  public List<String> getAudience() {
    throw unread();
  }

  @Override
  public Date getExpiresAt() {
    throw unread();
  }

  @Override
  public Date getNotBefore() {
    throw unread();
  }

  @Override
  public Date getIssuedAt() {
    throw unread();
  }

  @Override
  public String getId() {
    throw unread();
  }

  @Override
  public Claim getClaim(String name) {
    throw unread();
  }

  @Override
  public Map<String, Claim> getClaims() {
    throw unread();
  }

  private static UnsupportedOperationException unread() {
    return new UnsupportedOperationException("only the segments are available");
  }

  @Override
  public String toString() {
    return "UnverifiedSegments["
        + header.length()
        + "."
        + payload.length()
        + "."
        + signature.length()
        + "]";
  }
}
