package io.sallyport.internal.jwt;

import java.time.Instant;
import java.util.Optional;

/**
 * A verified logout token (OpenID Connect Back-Channel Logout 1.0, 2.4). Only {@link
 * LogoutTokenReader} creates it.
 */
public final class LogoutToken {

  private final Claims claims;

  LogoutToken(Claims claims) {
    this.claims = claims;
  }

  public String issuer() {
    return claims.text("iss");
  }

  public String id() {
    return claims.text("jti");
  }

  /** The user who logged out; empty if only one session ended. */
  public Optional<String> subject() {
    return claims.findText("sub");
  }

  /** The session that ended; empty if all sessions of the user ended. */
  public Optional<String> sid() {
    return claims.findText("sid");
  }

  /** The time of issue, by the issuer's clock. */
  public Instant issuedAt() {
    return time("iat");
  }

  /** The time at which it expires, without leeway. */
  public Instant expiresAt() {
    return time("exp");
  }

  // The verifier requires both dates.
  private Instant time(String name) {
    return Instant.ofEpochMilli((long) Math.floor(claims.findNumber(name).orElse(0) * 1000));
  }

  /** Shows no claim. */
  @Override
  public String toString() {
    return "LogoutToken[" + claims.size() + " claims]";
  }
}
