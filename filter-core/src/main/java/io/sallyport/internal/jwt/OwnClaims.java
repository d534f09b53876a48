package io.sallyport.internal.jwt;

import java.util.HashMap;
import java.util.Map;

/**
 * The private claims of our own tokens. Their names begin with a domain name, so that no other
 * issuer uses them for anything else (RFC 7519, 4.2). They count only in tokens that we issued: the
 * verifier of anybody else's removes them.
 */
public final class OwnClaims {

  private static final String PREFIX = "io.sallyport.";

  /** When the login was, in milliseconds: {@code iat} is too coarse to tell what came first. */
  public static final String LOGIN_TIME = PREFIX + "login_ms";

  /** What an action token is for. */
  public static final String PURPOSE = PREFIX + "purpose";

  /** In a bridge token: the keys by which what it was made from is revoked by its id. */
  public static final String ORIGIN_IDS = PREFIX + "origin_ids";

  /** In a bridge token: the keys by which what it was made from is revoked by its time. */
  public static final String ORIGIN_OWNERS = PREFIX + "origin_owners";

  /** In a bridge token: its login was dated by another issuer's clock. */
  public static final String ORIGIN_CLOCK = PREFIX + "origin_clock";

  private OwnClaims() {}

  /** Whether these verified claims are those of an access or refresh token that we issued. */
  public static boolean areIn(Map<String, Object> claims) {
    return claims.get(LOGIN_TIME) instanceof Long;
  }

  /** The claims without any that only we write. */
  static Map<String, Object> removedFrom(Map<String, Object> claims) {
    boolean clean = true;
    for (String name : claims.keySet()) {
      clean &= !name.startsWith(PREFIX);
    }
    if (clean) {
      return claims;
    }
    Map<String, Object> rest = new HashMap<>(claims);
    rest.keySet().removeIf(name -> name.startsWith(PREFIX));
    return rest;
  }
}
