package io.sallyport.internal.exchange;

import io.sallyport.internal.jwt.LogoutToken;
import io.sallyport.internal.jwt.LogoutTokenReader;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Carries out what logout tokens of an identity provider say. */
public final class LogoutTokens {

  private final LogoutTokenReader reader;
  private final RevocationList revocations;
  private final Optional<String> ownPeoplesIssuer;
  private final Duration retention;
  private final Clock clock;

  private LogoutTokens(
      LogoutTokenReader reader,
      RevocationList revocations,
      Optional<String> ownPeoplesIssuer,
      Duration retention,
      Clock clock) {
    this.reader = reader;
    this.revocations = revocations;
    this.ownPeoplesIssuer = ownPeoplesIssuer;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * A desk for logout tokens.
   *
   * @param ownPeoplesIssuer the issuer whose {@code sub} names people as our sessions do; another's
   *     names might be somebody else's here
   * @param retention how long it is remembered
   */
  public static LogoutTokens of(
      LogoutTokenReader reader,
      RevocationList revocations,
      Optional<String> ownPeoplesIssuer,
      Duration retention,
      Clock clock) {
    return new LogoutTokens(reader, revocations, ownPeoplesIssuer, retention, clock);
  }

  /**
   * Ends what the token says. Saying it twice is no harm.
   *
   * @return whether the token was to be believed
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that all has ended
   */
  public boolean carryOut(String unverified) {
    Optional<LogoutToken> token = reader.read(unverified);
    token.ifPresent(this::end);
    return token.isPresent();
  }

  private void end(LogoutToken token) {
    // With a session named, that session; else all of the person's (2.4).
    if (token.sid().isPresent()) {
      revoke(RevocationKey.login(token.issuer(), token.sid().get()));
      return;
    }
    String subject = token.subject().orElse("");
    revoke(RevocationKey.subject(token.issuer(), subject));
    if (ownPeoplesIssuer.equals(Optional.of(token.issuer()))) {
      revoke(RevocationKey.person(subject));
    }
  }

  private void revoke(String key) {
    Instant now = clock.instant();
    revocations.revoke(key, now, now.plus(retention));
  }
}
