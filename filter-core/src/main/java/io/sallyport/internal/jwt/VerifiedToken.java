package io.sallyport.internal.jwt;

import java.util.Map;

/** A token whose signature and claims are good. Only {@link TokenVerifier} makes one. */
public final class VerifiedToken {

  private final Map<String, Object> claims;

  VerifiedToken(Map<String, Object> claims) {
    this.claims = claims;
  }

  Map<String, Object> claims() {
    return claims;
  }

  /** Shows no claim. */
  @Override
  public String toString() {
    return "VerifiedToken[" + claims.size() + " claims]";
  }
}
