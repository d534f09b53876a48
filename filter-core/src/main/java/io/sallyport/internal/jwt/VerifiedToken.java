package io.sallyport.internal.jwt;

import io.sallyport.internal.key.KeySet;

/** A token whose signature and claims are valid. Only {@link TokenVerifier} creates it. */
public final class VerifiedToken {

  private final Claims claims;
  private final KeySet keys;
  private final double validUntil;

  VerifiedToken(Claims claims, KeySet keys, double validUntil) {
    this.claims = claims;
    this.keys = keys;
    this.validUntil = validUntil;
  }

  public Claims claims() {
    return claims;
  }

  /** The key set that verified it. */
  KeySet keys() {
    return keys;
  }

  /** The seconds since 1970 at which {@code exp} plus leeway is reached. */
  double validUntil() {
    return validUntil;
  }

  /** Shows no claim. */
  @Override
  public String toString() {
    return "VerifiedToken[" + claims.size() + " claims]";
  }
}
