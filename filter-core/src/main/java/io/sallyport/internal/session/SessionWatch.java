package io.sallyport.internal.session;

import io.sallyport.spi.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.util.Optional;

/**
 * Sees the application's own login happen: at the moment it puts its user into the session, the
 * session gets a new id, so that whoever planted the old one is not logged in with it (CWE-384).
 * The next request would be too late: it could be the attacker's.
 *
 * <p>The session handed out is a {@link Proxy}, since {@code HttpSession} has other methods in each
 * generation of the Servlet API.
 */
public final class SessionWatch {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final AdoptedAttribute adopted;
  private final SessionLimits limits;
  private final boolean idChanges;
  private final Optional<SessionQuota> quota;

  private SessionWatch(
      AdoptedAttribute adopted,
      SessionLimits limits,
      boolean idChanges,
      Optional<SessionQuota> quota) {
    this.adopted = adopted;
    this.limits = limits;
    this.idChanges = idChanges;
    this.quota = quota;
  }

  /**
   * A watch on the attribute that is adopted.
   *
   * @param idChanges whether the session gets a new id; if not, its login is only noticed
   */
  public static SessionWatch of(AdoptedAttribute adopted, SessionLimits limits, boolean idChanges) {
    return new SessionWatch(adopted, limits, idChanges, Optional.empty());
  }

  /** The same, where a person may have so many sessions only. */
  public SessionWatch within(SessionQuota most) {
    return new SessionWatch(adopted, limits, idChanges, Optional.of(most));
  }

  /**
   * The same session, watched.
   *
   * @param afterLogin run once the application's user is in the session
   */
  public HttpSession watch(HttpServletRequest request, HttpSession session, Runnable afterLogin) {
    if (Proxy.isProxyClass(session.getClass())
        && Proxy.getInvocationHandler(session) instanceof WatchedSession) {
      return session;
    }
    return (HttpSession)
        Proxy.newProxyInstance(
            SessionWatch.class.getClassLoader(),
            new Class<?>[] {HttpSession.class},
            new WatchedSession(this, request, session, afterLogin));
  }

  AdoptedAttribute adopted() {
    return adopted;
  }

  /** A login begins: its object is about to be stored. */
  void begin(HttpServletRequest request, HttpSession session, String name) {
    if (idChanges) {
      request.changeSessionId();
    }
    limits.begin(session);
    count(session, name);
  }

  /** A login goes on that the application took out of a session in the same request. */
  void goOn(HttpSession session, StoredLogin login) {
    limits.begin(session);
    login.copyTo(session);
    count(session, login.name());
  }

  // The application is in the middle of its login: an outage of ours must not break it. One
  // session too many is then the lesser evil.
  private void count(HttpSession session, String name) {
    if (quota.isEmpty()) {
      return;
    }
    try {
      quota.get().opened(session, name);
    } catch (StoreUnavailableException e) {
      LOGGER.log(Level.WARNING, "a session is not counted: " + e.getMessage());
    }
  }
}
