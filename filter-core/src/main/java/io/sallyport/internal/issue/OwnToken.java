package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.Claims;
import io.sallyport.internal.jwt.Login;
import io.sallyport.internal.jwt.OwnClaims;
import io.sallyport.internal.jwt.VerifiedToken;
import java.time.Instant;

/** A verified refresh or action token of ours. Only {@link OwnTokens} creates it. */
public final class OwnToken {

  private final Claims claims;

  OwnToken(VerifiedToken token) {
    this.claims = token.claims();
  }

  /** Its {@code jti}. */
  public String id() {
    return text("jti");
  }

  /** Its {@code sub}. */
  public String subject() {
    return text("sub");
  }

  /** The purpose of an action token. */
  public String purpose() {
    return text(OwnClaims.PURPOSE);
  }

  /** Its {@code exp}. */
  public Instant end() {
    return Instant.ofEpochSecond((long) claims.findNumber("exp").orElse(0));
  }

  /** The login of a refresh token. */
  public Login login() {
    return Login.of(subject(), claims.texts("roles"), text("sid"), Login.began(claims));
  }

  private String text(String name) {
    return claims.text(name);
  }

  /** Shows no claim. */
  @Override
  public String toString() {
    return "OwnToken[" + claims.size() + " claims]";
  }
}
