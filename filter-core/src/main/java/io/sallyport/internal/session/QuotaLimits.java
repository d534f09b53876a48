package io.sallyport.internal.session;

import java.time.Duration;

/** The maximum number of sessions per user, and the maximum age of a session that is counted. */
public final class QuotaLimits {

  private final int maxSessions;
  private final Duration maxAge;

  private QuotaLimits(int maxSessions, Duration maxAge) {
    this.maxSessions = maxSessions;
    this.maxAge = maxAge;
  }

  public static QuotaLimits of(int maxSessions, Duration maxAge) {
    return new QuotaLimits(maxSessions, maxAge);
  }

  int maxSessions() {
    return maxSessions;
  }

  Duration maxAge() {
    return maxAge;
  }
}
