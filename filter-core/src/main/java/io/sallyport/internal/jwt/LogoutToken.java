package io.sallyport.internal.jwt;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a verified logout token says (OpenID Connect Back-Channel Logout 1.0, 2.4). Made only by
 * {@link LogoutTokenReader}.
 */
public final class LogoutToken {

  private final Map<String, Object> claims;

  LogoutToken(Map<String, Object> claims) {
    this.claims = claims;
  }

  public String issuer() {
    return ClaimText.of(claims, "iss");
  }

  public String id() {
    return ClaimText.of(claims, "jti");
  }

  /** Who has logged out; nothing if only one of their sessions is over. */
  public Optional<String> subject() {
    return text("sub");
  }

  /** Which session is over; nothing if all are. */
  public Optional<String> sid() {
    return text("sid");
  }

  /** When it was made, by its issuer's clock. */
  public Instant issuedAt() {
    return time("iat");
  }

  /** When it is over, but for the leeway. */
  public Instant expiresAt() {
    return time("exp");
  }

  // Both were asked for and checked.
  private Instant time(String name) {
    double seconds = ((Number) claims.getOrDefault(name, 0L)).doubleValue();
    return Instant.ofEpochMilli((long) Math.floor(seconds * 1000));
  }

  private Optional<String> text(String name) {
    return Optional.of(ClaimText.of(claims, name)).filter(value -> !value.isEmpty());
  }

  /** Shows no claim. */
  @Override
  public String toString() {
    return "LogoutToken[" + claims.size() + " claims]";
  }
}
