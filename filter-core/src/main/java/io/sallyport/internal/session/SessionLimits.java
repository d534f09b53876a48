package io.sallyport.internal.session;

import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The idle timeout and the maximum age of a session. */
public final class SessionLimits {

  private static final long UNLIMITED = Long.MAX_VALUE;

  private final Optional<Duration> idle;
  private final long maxAgeMillis;
  private final Clock clock;

  private SessionLimits(Optional<Duration> idle, Optional<Duration> maxAge, Clock clock) {
    this.idle = idle;
    this.maxAgeMillis = maxAge.map(Duration::toMillis).orElse(UNLIMITED);
    this.clock = clock;
  }

  /**
   * Creates limits.
   *
   * @param idle the idle timeout of sessions that begin at our login; if empty, the container's
   *     applies
   * @param maxAge the maximum time since the login; if empty, there is no maximum
   */
  public static SessionLimits of(Optional<Duration> idle, Optional<Duration> maxAge, Clock clock) {
    return new SessionLimits(idle, maxAge, clock);
  }

  boolean isAgeLimited() {
    return maxAgeMillis != UNLIMITED;
  }

  /**
   * Whether the session has reached the maximum age. If the login was not observed (the container's
   * own), the session's creation time counts, which is never later.
   */
  boolean isTooOld(HttpSession session) {
    return isTooOld(SessionRevocation.since(session));
  }

  /** The same for a login at this time, in milliseconds since 1970. */
  boolean isTooOld(long login) {
    return clock.millis() - login >= maxAgeMillis;
  }

  void begin(HttpSession session) {
    // They were issued for the caller before this login.
    session.removeAttribute(SessionAttributes.TOKENS);
    session.setAttribute(SessionAttributes.SINCE, clock.millis());
    LoginRecord.createId(session);
  }

  void limitIdleTime(HttpSession session) {
    idle.ifPresent(span -> session.setMaxInactiveInterval((int) span.toSeconds()));
  }
}
