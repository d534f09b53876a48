package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.LogoutToken;
import io.sallyport.internal.jwt.LogoutTokenReader;
import io.sallyport.internal.jwt.RejectedTokenException;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.revocation.RevocationQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Carries out what logout tokens of an identity provider say. */
public final class LogoutTokens {

  private final LogoutTokenReader reader;
  private final RevocationList revocations;
  private final Optional<String> ownPeoplesIssuer;
  private final Lifetimes lifetimes;
  private final Clock clock;

  private LogoutTokens(
      LogoutTokenReader reader,
      RevocationList revocations,
      Optional<String> ownPeoplesIssuer,
      Lifetimes lifetimes,
      Clock clock) {
    this.reader = reader;
    this.revocations = revocations;
    this.ownPeoplesIssuer = ownPeoplesIssuer;
    this.lifetimes = lifetimes;
    this.clock = clock;
  }

  /**
   * A desk for logout tokens.
   *
   * @param ownPeoplesIssuer the issuer whose {@code sub} names people as our sessions do; another's
   *     names might be somebody else's here
   * @param lifetimes how long it is remembered
   */
  public static LogoutTokens of(
      LogoutTokenReader reader,
      RevocationList revocations,
      Optional<String> ownPeoplesIssuer,
      Lifetimes lifetimes,
      Clock clock) {
    return new LogoutTokens(reader, revocations, ownPeoplesIssuer, lifetimes, clock);
  }

  /**
   * Ends what the token says. The same token again ends nothing more: what began since is not
   * meant.
   *
   * @throws RejectedTokenException if the token is not to be believed
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that all has ended
   * @throws io.sallyport.internal.revocation.RevocationsUnavailableException if it cannot be known
   *     whether the token came before
   */
  public void carryOut(String unverified) throws RejectedTokenException {
    LogoutToken token = reader.read(unverified);
    String itself = RevocationKey.token(token.issuer(), token.id());
    if (revocations.isRevoked(() -> RevocationQuery.byId(itself))) {
      return;
    }
    end(token);
    // Only now: had it failed half-way, the provider's next attempt must carry it out.
    // After its end the reader rejects it.
    revocations.revoke(itself, lifetimes.endOfToken(token.expiresAt().getEpochSecond() + 1));
  }

  private void end(LogoutToken token) {
    Instant now = clock.instant();
    Instant until = lifetimes.endOfAll(now);
    // With a session named, that session; else all of the person's (2.4).
    if (token.sid().isPresent()) {
      revocations.revoke(RevocationKey.login(token.issuer(), token.sid().get()), until);
      return;
    }
    String subject = token.subject().orElse("");
    // Its tokens' times are of the same clock as this one's; those of our sessions are not.
    revocations.revoke(RevocationKey.subject(token.issuer(), subject), token.issuedAt(), until);
    if (ownPeoplesIssuer.equals(Optional.of(token.issuer()))) {
      revocations.revoke(RevocationKey.person(subject), now, until);
    }
  }
}
