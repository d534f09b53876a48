package io.sallyport.internal.issue;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.jwt.Claims;
import io.sallyport.internal.jwt.Login;
import io.sallyport.internal.jwt.OwnClaims;
import io.sallyport.internal.jwt.RevocationKeys;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** The session or token that a bridge token is issued for: it begins and ends with its origin. */
public final class Origin {

  private final Optional<String> loginId;
  private final Optional<Long> began;
  private final Optional<Long> end;
  private final RevocationKeys keys;

  private Origin(
      Optional<String> loginId, Optional<Long> began, Optional<Long> end, RevocationKeys keys) {
    this.loginId = loginId;
    this.began = began;
    this.end = end;
    this.keys = keys;
  }

  /**
   * A session.
   *
   * @param tokens the id by which all tokens of the session are revoked
   */
  public static Origin ofSession(
      Optional<String> id, Optional<Long> since, Optional<String> tokens) {
    return new Origin(
        id,
        since,
        Optional.empty(),
        tokens.map(RevocationKeys::ofSession).orElse(RevocationKeys.none()));
  }

  /** The token of a caller. */
  public static Origin ofToken(AuthPrincipal caller) {
    Claims claims = Claims.of(caller);
    // The sid of another issuer is not a login of ours. The revocation keys contain it.
    Optional<String> sid = OwnClaims.areIn(claims) ? claims.findText("sid") : Optional.empty();
    OptionalDouble exp = claims.findNumber("exp");
    return new Origin(
        sid,
        Optional.of(Math.max(0, Login.began(claims))),
        exp.isPresent() ? Optional.of((long) Math.floor(exp.getAsDouble())) : Optional.empty(),
        RevocationKeys.of(claims));
  }

  /** The keys that revoke the origin, apart from its user's. */
  RevocationKeys keys() {
    return keys;
  }

  /** The login of a bridge token: that of the origin, if it has one. */
  Login loginOf(Login fresh) {
    return Login.of(
        fresh.name(), fresh.roles(), loginId.orElse(fresh.id()), began.orElse(fresh.at()));
  }

  /**
   * The lifetime of a bridge token: a maximum, but not longer than the origin; zero if that has
   * expired.
   *
   * @param now milliseconds since 1970
   */
  Duration lifetime(long now, Duration max) {
    long seconds = end.map(last -> last - Math.floorDiv(now, 1000)).orElse(Long.MAX_VALUE);
    return seconds < max.toSeconds() ? Duration.ofSeconds(Math.max(0, seconds)) : max;
  }
}
