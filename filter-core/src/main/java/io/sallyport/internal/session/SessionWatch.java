package io.sallyport.internal.session;

import io.sallyport.spi.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.util.Optional;

/**
 * Observes the application's own login. When the application stores its user in the session, the
 * session gets a new id, so that an attacker who planted the old id is not logged in with it
 * (CWE-384). The next request would be too late: it could be the attacker's.
 *
 * <p>The application receives a {@link Proxy}, since {@code HttpSession} has different methods in
 * each version of the Servlet API.
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
   * Creates a watch on the adopted attribute.
   *
   * @param idChanges whether the session gets a new id at login
   */
  public static SessionWatch of(AdoptedAttribute adopted, SessionLimits limits, boolean idChanges) {
    return new SessionWatch(adopted, limits, idChanges, Optional.empty());
  }

  /** The same, with a maximum number of sessions per user. */
  public SessionWatch within(SessionQuota maximum) {
    return new SessionWatch(adopted, limits, idChanges, Optional.of(maximum));
  }

  /**
   * Wraps a session, so that logins in it are observed.
   *
   * @param afterLogin runs after the application's user has been stored
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

  /** Begins a login, before its object is stored. */
  void begin(HttpServletRequest request, HttpSession session, String name) {
    if (idChanges) {
      request.changeSessionId();
    }
    limits.begin(session);
    count(session, name);
  }

  /** Continues a login that the application removed from a session in the same request. */
  void resume(HttpSession session, StoredLogin login) {
    limits.begin(session);
    login.copyTo(session);
    count(session, login.name());
  }

  // The application is executing its login: an outage must not break it, so the session is accepted
  // without being counted.
  private void count(HttpSession session, String name) {
    if (quota.isEmpty()) {
      return;
    }
    try {
      quota.get().open(session, name);
    } catch (StoreUnavailableException e) {
      LOGGER.log(Level.WARNING, "session not counted: reason=" + e.getMessage());
    }
  }
}
