package io.sallyport.internal.session;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.spi.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        && Proxy.getInvocationHandler(session) instanceof Watched) {
      return session;
    }
    return (HttpSession)
        Proxy.newProxyInstance(
            SessionWatch.class.getClassLoader(),
            new Class<?>[] {HttpSession.class},
            new Watched(request, session, afterLogin));
  }

  private final class Watched implements InvocationHandler {

    private final HttpServletRequest request;
    private final HttpSession session;

    private final Runnable afterLogin;

    private Watched(HttpServletRequest request, HttpSession session, Runnable afterLogin) {
      this.request = request;
      this.session = session;
      this.afterLogin = afterLogin;
    }

    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      boolean login =
          arguments != null
              && arguments.length == 2
              && isSetter(method.getName())
              && isLogin(arguments[0], arguments[1]);
      if (isLogout(method.getName(), arguments)) {
        SessionQuota.ended(session);
      }
      if (login) {
        begin(arguments == null ? null : arguments[1]);
      }
      try {
        Object result = method.invoke(session, arguments);
        if (login) {
          afterLogin.run();
        }
        return result;
      } catch (InvocationTargetException e) {
        // What the container throws reaches the application as it is.
        throw e.getCause() == null ? e : e.getCause();
      }
    }

    private void begin(@Nullable Object user) {
      if (idChanges) {
        request.changeSessionId();
      }
      limits.begin(session);
      count(user);
    }

    private boolean isLogout(String method, @Nullable Object @Nullable [] arguments) {
      return quota.isPresent()
          && (method.equals("removeAttribute") || method.equals("removeValue"))
          && arguments != null
          && adopted.attribute().equals(arguments[0]);
    }

    // The application is in the middle of its login: an outage of ours must not break it. One
    // session too many is then the lesser evil.
    private void count(@Nullable Object value) {
      Optional<String> name = adopted.read(value).map(AuthPrincipal::getName);
      if (quota.isEmpty() || name.isEmpty()) {
        return;
      }
      try {
        quota.get().opened(session, name.get());
      } catch (StoreUnavailableException e) {
        LOGGER.log(Level.WARNING, "a session is not counted: " + e.getMessage());
      }
    }

    private boolean isSetter(String name) {
      return name.equals("setAttribute") || name.equals("putValue");
    }

    private boolean isLogin(@Nullable Object name, @Nullable Object value) {
      if (value == null || !adopted.attribute().equals(name)) {
        return false;
      }
      Optional<String> before = adopted.find(session).map(AuthPrincipal::getName);
      Optional<String> after = adopted.read(value).map(AuthPrincipal::getName);
      // Whether it is the same caller is only known if both have a name already.
      return before.isEmpty() || !before.equals(after);
    }
  }
}
