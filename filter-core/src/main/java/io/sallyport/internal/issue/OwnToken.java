package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.Claims;
import io.sallyport.internal.jwt.Login;
import io.sallyport.internal.jwt.OwnClaims;
import io.sallyport.internal.jwt.VerifiedToken;
import java.time.Instant;

/** What a token of ours says. Only {@link OwnTokens} makes one, of a token that verified. */
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

  /** What an action token is for. */
  public String purpose() {
    return text(OwnClaims.PURPOSE);
  }

  /** Its {@code exp}. */
  public Instant end() {
    return Instant.ofEpochSecond((long) claims.findNumber("exp").orElse(0));
  }

  /** The log-in that a refresh token is of. */
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
