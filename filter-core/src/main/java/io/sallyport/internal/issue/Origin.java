package io.sallyport.internal.issue;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.jwt.Claims;
import io.sallyport.internal.jwt.Login;
import io.sallyport.internal.jwt.OwnClaims;
import io.sallyport.internal.jwt.RevocationKeys;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a caller is known by, as far as what is made of it must begin and end with it. */
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
   * @param tokens by which all that is made from it is revoked
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
    // Another issuer's sid is no login of ours: it is among the keys, under that issuer's name.
    Optional<String> sid = OwnClaims.areIn(claims) ? claims.findText("sid") : Optional.empty();
    OptionalDouble exp = claims.findNumber("exp");
    return new Origin(
        sid,
        Optional.of(Math.max(0, Login.began(claims))),
        exp.isPresent() ? Optional.of((long) Math.floor(exp.getAsDouble())) : Optional.empty(),
        RevocationKeys.of(claims));
  }

  /** The keys by which it could be taken back, apart from its person's. */
  RevocationKeys keys() {
    return keys;
  }

  /** The log-in that a new one is part of. */
  Login loginOf(Login fresh) {
    return Login.of(
        fresh.name(), fresh.roles(), loginId.orElse(fresh.id()), began.orElse(fresh.at()));
  }

  /**
   * How long something may last that is made now: nothing, if this is over.
   *
   * @param now in milliseconds since 1970
   */
  Duration rest(long now, Duration most) {
    long seconds = end.map(last -> last - Math.floorDiv(now, 1000)).orElse(Long.MAX_VALUE);
    return seconds < most.toSeconds() ? Duration.ofSeconds(Math.max(0, seconds)) : most;
  }
}
