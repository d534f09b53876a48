package io.sallyport.internal.jwt;

/** The unverified token of a request, and whether a browser sent it on its own. */
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

  /** Whether it came in a cookie, which a browser sends on its own. */
  boolean isAmbient() {
    return ambient;
  }
}
