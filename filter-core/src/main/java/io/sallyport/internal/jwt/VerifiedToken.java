package io.sallyport.internal.jwt;

import io.sallyport.internal.key.KeySet;
import java.util.Map;

/** A token whose signature and claims are good. Only {@link TokenVerifier} makes one. */
public final class VerifiedToken {

  private final Map<String, Object> claims;
  private final KeySet keys;
  private final double goodUntil;

  VerifiedToken(Map<String, Object> claims, KeySet keys, double goodUntil) {
    this.claims = claims;
    this.keys = keys;
    this.goodUntil = goodUntil;
  }

  public Map<String, Object> claims() {
    return claims;
  }

  /** Those that it was verified with. */
  KeySet keys() {
    return keys;
  }

  /** Seconds since 1970 at which {@code exp} and the leeway are over. */
  double goodUntil() {
    return goodUntil;
  }

  /** Shows no claim. */
  @Override
  public String toString() {
    return "VerifiedToken[" + claims.size() + " claims]";
  }
}
