package io.sallyport.internal.jwt;

/** A token as a request carries it. */
final class UnverifiedBearerToken {

  private final TokenText token;
  private final boolean ambient;

  UnverifiedBearerToken(TokenText token, boolean ambient) {
    this.token = token;
    this.ambient = ambient;
  }

  TokenText token() {
    return token;
  }

  /** Whether a cookie carried it, which a browser sends without being asked. */
  boolean isAmbient() {
    return ambient;
  }
}
