package io.sallyport.internal.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Observes what the application stores in the adopted attribute of a session, reads from it or
 * removes, in one request.
 *
 * <p>A login is a <em>new object with a name</em>. An object that was in the session before is no
 * login when it is stored again: request parameters may have written its name since.
 */
final class WatchedSession implements InvocationHandler {

  private static final Set<String> READ_METHODS = Set.of("getAttribute", "getValue");
  private static final Set<String> STORE_METHODS = Set.of("setAttribute", "putValue");
  private static final Set<String> REMOVE_METHODS = Set.of("removeAttribute", "removeValue");

  private final SessionWatch watch;
  private final HttpServletRequest request;
  private final HttpSession session;
  private final Runnable afterLogin;

  WatchedSession(
      SessionWatch watch, HttpServletRequest request, HttpSession session, Runnable afterLogin) {
    this.watch = watch;
    this.request = request;
    this.session = session;
    this.afterLogin = afterLogin;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    String called = method.getName();
    if (called.equals("invalidate")) {
      recordStored();
    }
    if (arguments == null || !watch.adopted().attribute().equals(arguments[0])) {
      return pass(method, arguments);
    }
    if (STORE_METHODS.contains(called) && arguments[1] != null) {
      return store(method, arguments, arguments[1]);
    }
    if (STORE_METHODS.contains(called) || REMOVE_METHODS.contains(called)) {
      recordStored();
      AdoptedCaller.clear(session);
    }
    Object result = pass(method, arguments);
    if (READ_METHODS.contains(called)) {
      stored().record(result, session);
    }
    return result;
  }

  private @Nullable Object store(Method method, @Nullable Object[] arguments, Object value)
      throws Throwable {
    recordStored();
    Optional<String> name = watch.adopted().findName(value);
    boolean resumed = name.isPresent() && name.equals(AdoptedCaller.fixedName(session));
    boolean login = !resumed && name.isPresent() && isLogin(value, name.get());
    if (!resumed) {
      // Before the object is stored: another request may read the session in between.
      AdoptedCaller.clear(session);
    }
    if (login) {
      begin(name.get());
    }
    Object result = pass(method, arguments);
    fixedName(value, name, login).ifPresent(fixed -> AdoptedCaller.fixName(session, fixed));
    stored().record(value, session);
    if (login) {
      afterLogin.run();
    }
    return result;
  }

  // An object of another user's login keeps that name, and so ends the session.
  private Optional<String> fixedName(Object value, Optional<String> name, boolean login) {
    return login ? name : name.flatMap(any -> stored().loginOf(value)).map(StoredLogin::name);
  }

  private boolean isLogin(Object value, String name) {
    if (watch.adopted().isImmutable(value) || !stored().contains(value)) {
      return true;
    }
    return stored()
        .loginOf(value)
        .map(login -> login.name().equals(name))
        .orElse(watch.adopted().isUnobservedLoginAllowed());
  }

  // An object that is removed and stored again in one request is the same login, also in a new
  // session. Its maximum age must not start again.
  private void begin(String name) {
    Optional<StoredLogin> before = stored().loginBy(name);
    if (before.isPresent()) {
      watch.resume(session, before.get());
    } else {
      watch.begin(request, session, name);
    }
  }

  private void recordStored() {
    stored().record(session.getAttribute(watch.adopted().attribute()), session);
  }

  private StoredObjects stored() {
    return StoredObjects.of(request);
  }

  private @Nullable Object pass(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(session, arguments);
    } catch (InvocationTargetException e) {
      // The application receives the container's exception unchanged.
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
