package io.sallyport.internal.issue;

import java.time.Duration;
import java.time.Instant;

/**
 * The maximum lifetimes of tokens and sessions. A revocation is kept that long and not longer, so
 * that the list does not grow with entries for expired tokens.
 */
public final class Lifetimes {

  // The maximum of "mp.jwt.verify.clock.skew".
  private static final Duration MAX_LEEWAY = Duration.ofMinutes(5);

  private final Duration retention;
  private final Duration session;
  private final Duration login;
  private final Duration access;

  private Lifetimes(Duration retention, Duration session, Duration login, Duration access) {
    this.retention = retention;
    this.session = session;
    this.login = login;
    this.access = access;
  }

  /**
   * Creates the lifetimes.
   *
   * @param retention for revocations without a known end; longer than any token or session lasts
   * @param session of a session
   * @param refresh of a login with refresh tokens
   * @param access of our own access tokens
   */
  public static Lifetimes of(
      Duration retention, Duration session, Duration refresh, Duration access) {
    return new Lifetimes(retention, session, refresh, access);
  }

  /** The same where sessions get tokens: a login may then last as long as its session. */
  public Lifetimes withTokensOfSessions() {
    Duration longer = session.compareTo(login) > 0 ? session : login;
    return new Lifetimes(retention, session, longer, access);
  }

  /** The time at which everything that is valid now has expired. */
  Instant endOfAll(Instant now) {
    return now.plus(retention);
  }

  /** The time at which a session that exists now has expired. */
  Instant endOfSession(Instant now) {
    return now.plus(session);
  }

  /** The time at which the tokens that were issued until now have expired. */
  Instant endOfTokens(Instant now) {
    return now.plus(access).plus(MAX_LEEWAY);
  }

  /**
   * The time at which a login and its tokens have expired. It is the same for each call about one
   * login that may be active, so that a repeated logout changes nothing.
   */
  Instant endOfLogin(long began, Instant now) {
    Instant end = Instant.ofEpochMilli(began).plus(login);
    return endOfTokens(end.isAfter(now) ? end : now);
  }

  /** The time at which a token with this {@code exp} has expired, with leeway. */
  Instant endOfToken(long exp) {
    // The year of a verified token is at most 9999.
    return Instant.ofEpochSecond(exp).plus(MAX_LEEWAY);
  }
}
