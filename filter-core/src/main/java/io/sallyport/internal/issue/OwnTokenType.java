package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.OwnClaims;
import java.util.List;

/**
 * The types of token that we issue. Each has its own {@code typ} (RFC 8725, 3.11), so that no token
 * is accepted as one of another type. Only access tokens are bearer tokens.
 */
public enum OwnTokenType {
  ACCESS("at+jwt", "sub", "jti"),
  REFRESH("sallyport-refresh+jwt", "sub", "jti", "sid", OwnClaims.LOGIN_TIME),
  ACTION("sallyport-action+jwt", "sub", "jti", OwnClaims.PURPOSE);

  private final String headerType;

  // Immutable by List.of, which the checker cannot see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> requiredClaims;

  OwnTokenType(String headerType, String... requiredClaims) {
    this.headerType = headerType;
    this.requiredClaims = List.of(requiredClaims);
  }

  /** The {@code typ} of the header. */
  public String headerType() {
    return headerType;
  }

  /** The claims that a token of this type must have. */
  List<String> requiredClaims() {
    return requiredClaims;
  }
}
