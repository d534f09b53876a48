package io.sallyport.internal.issue;

import java.time.Duration;
import java.time.Instant;

/**
 * The longest life of what can be revoked: a revocation is kept that long and no longer, so that
 * the list does not fill with what has ended by itself.
 */
public final class Lifetimes {

  // The most that "mp.jwt.verify.clock.skew" may be.
  private static final Duration LONGEST_LEEWAY = Duration.ofMinutes(5);

  private final Duration retention;
  private final Duration session;
  private final Duration refresh;
  private final Duration login;
  private final Duration access;

  private Lifetimes(
      Duration retention, Duration session, Duration refresh, Duration login, Duration access) {
    this.retention = retention;
    this.session = session;
    this.refresh = refresh;
    this.login = login;
    this.access = access;
  }

  /**
   * Lifetimes.
   *
   * @param retention of what has no end that we know; longer than any token or session lasts
   * @param session of a session
   * @param refresh of a chain of refresh tokens, from the login on
   * @param access of an access token of ours
   */
  public static Lifetimes of(
      Duration retention, Duration session, Duration refresh, Duration access) {
    return new Lifetimes(retention, session, refresh, refresh, access);
  }

  /** The same where sessions get tokens: a login may then last as long as its session. */
  public Lifetimes withTokensOfSessions() {
    Duration longer = session.compareTo(refresh) > 0 ? session : refresh;
    return new Lifetimes(retention, session, refresh, longer, access);
  }

  Duration refresh() {
    return refresh;
  }

  /** When everything that is valid now has ended. */
  Instant endOfAll(Instant now) {
    return now.plus(retention);
  }

  /** When a session that exists now has ended. */
  Instant endOfSession(Instant now) {
    return now.plus(session);
  }

  /** When the tokens that were issued up to now have ended. */
  Instant endOfTokens(Instant now) {
    return now.plus(access).plus(LONGEST_LEEWAY);
  }

  /**
   * When a login of ours and its tokens have ended. The same for each call about one login whose
   * chain may be alive, so that a repeated logout changes nothing.
   */
  Instant endOfLogin(long began, Instant now) {
    Instant end = Instant.ofEpochMilli(began).plus(login);
    return endOfTokens(end.isAfter(now) ? end : now);
  }

  /** When a token with this {@code exp} has ended. */
  Instant endOfToken(long exp) {
    // Of a token that verified, no later than the year 9999.
    return Instant.ofEpochSecond(exp).plus(LONGEST_LEEWAY);
  }
}
