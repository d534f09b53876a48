package io.sallyport.internal.session;

import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** How long a session may be idle, and how long it may last at all. */
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
   * Limits.
   *
   * @param idle for sessions that begin at our login; without it the container's
   * @param maxAge from the login on, however busy; without it none
   */
  public static SessionLimits of(Optional<Duration> idle, Optional<Duration> maxAge, Clock clock) {
    return new SessionLimits(idle, maxAge, clock);
  }

  boolean isAgeLimited() {
    return maxAgeMillis != UNLIMITED;
  }

  /**
   * Whether the session is as old as it may get. Where we did not see the login (the container's
   * own), the session's creation counts: earlier, never later.
   */
  boolean isTooOld(HttpSession session) {
    return isTooOld(SessionRevocation.since(session));
  }

  /** The same of a login at this time, in milliseconds since 1970. */
  boolean isTooOld(long login) {
    return clock.millis() - login >= maxAgeMillis;
  }

  void begin(HttpSession session) {
    // Made for whoever was known before.
    session.removeAttribute(SessionAttributes.TOKENS);
    session.setAttribute(SessionAttributes.SINCE, clock.millis());
    name(session);
  }

  /** Gives a session a name of ours, by which what is made from it is taken back. */
  static void name(HttpSession session) {
    session.setAttribute(SessionAttributes.ID, UUID.randomUUID().toString());
  }

  void limitIdleTime(HttpSession session) {
    idle.ifPresent(span -> session.setMaxInactiveInterval((int) span.toSeconds()));
  }
}
