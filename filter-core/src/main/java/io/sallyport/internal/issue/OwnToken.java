package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.ClaimText;
import io.sallyport.internal.jwt.Login;
import io.sallyport.internal.jwt.OwnClaims;
import io.sallyport.internal.jwt.VerifiedToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a token of ours says. Only {@link OwnTokens} makes one, of a token that verified. */
public final class OwnToken {

  private final Map<String, Object> claims;

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
    return Instant.ofEpochSecond(number("exp"));
  }

  /** The log-in that a refresh token is of. */
  public Login login() {
    List<String> roles = new ArrayList<>();
    Object found = claims.get("roles");
    if (found instanceof List) {
      ((List<?>) found).forEach(role -> roles.add(String.valueOf(role)));
    }
    return Login.of(subject(), roles, text("sid"), number(OwnClaims.LOGIN_TIME));
  }

  private String text(String name) {
    return ClaimText.of(claims, name);
  }

  private long number(String name) {
    Object value = claims.get(name);
    return value instanceof Number ? ((Number) value).longValue() : 0;
  }

  /** Shows no claim. */
  @Override
  public String toString() {
    return "OwnToken[" + claims.size() + " claims]";
  }
}
