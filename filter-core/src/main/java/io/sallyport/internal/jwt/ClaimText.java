package io.sallyport.internal.jwt;

import java.util.Map;

/**
 * Claims that are text or nothing. A {@code jti} or {@code sid} that is a number, an array or empty
 * names nothing that could be revoked, so it counts as missing wherever one is asked for.
 */
public final class ClaimText {

  private ClaimText() {}

  /** The text of a claim; empty if it is missing or anything else. */
  public static String of(Map<String, Object> claims, String name) {
    Object value = claims.get(name);
    return value instanceof String ? (String) value : "";
  }
}
