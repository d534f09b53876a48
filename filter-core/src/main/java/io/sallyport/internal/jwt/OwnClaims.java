package io.sallyport.internal.jwt;

/**
 * The names of the private claims of our own tokens. They begin with a domain name to avoid
 * collisions with other issuers (RFC 7519, 4.2). They count only in tokens that we issued: the
 * verifier of other issuers' tokens removes them.
 */
public final class OwnClaims {

  private static final String PREFIX = "io.sallyport.";

  /** The time of the login in milliseconds, since {@code iat} has seconds only. */
  public static final String LOGIN_TIME = PREFIX + "login_ms";

  /** The purpose of an action token. */
  public static final String PURPOSE = PREFIX + "purpose";

  /** In a bridge token: the keys that revoke its origin, a session or token, by id. */
  public static final String ORIGIN_IDS = PREFIX + "origin_ids";

  /** In a bridge token: the keys that revoke its origin by owner and time. */
  public static final String ORIGIN_OWNERS = PREFIX + "origin_owners";

  /** In a bridge token: the login time comes from another issuer's clock. */
  public static final String ORIGIN_CLOCK = PREFIX + "origin_clock";

  private OwnClaims() {}

  /** Whether verified claims are those of an access or refresh token that we issued. */
  public static boolean areIn(Claims claims) {
    return claims.findLong(LOGIN_TIME).isPresent();
  }

  /** The claims without our private claims. */
  static Claims removedFrom(Claims claims) {
    return claims.withoutPrefix(PREFIX);
  }
}
