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
 * One session in one request, as the application sees it. Only the adopted attribute is looked at:
 * what the application stores in it, reads from it or removes.
 *
 * <p>A login is a <em>new object with a name</em>. An object that was in the session before is none
 * when it is stored again: request parameters may have written its name since.
 */
final class WatchedSession implements InvocationHandler {

  private static final Set<String> READING = Set.of("getAttribute", "getValue");
  private static final Set<String> STORING = Set.of("setAttribute", "putValue");
  private static final Set<String> REMOVING = Set.of("removeAttribute", "removeValue");

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
      noteStored();
    }
    if (arguments == null || !watch.adopted().attribute().equals(arguments[0])) {
      return pass(method, arguments);
    }
    if (STORING.contains(called) && arguments[1] != null) {
      return store(method, arguments, arguments[1]);
    }
    if (STORING.contains(called) || REMOVING.contains(called)) {
      noteStored();
      AdoptedCaller.forget(session);
    }
    Object result = pass(method, arguments);
    if (READING.contains(called)) {
      stored().note(result, session);
    }
    return result;
  }

  private @Nullable Object store(Method method, @Nullable Object[] arguments, Object value)
      throws Throwable {
    noteStored();
    Optional<String> name = watch.adopted().findName(value);
    boolean goesOn = name.isPresent() && name.equals(AdoptedCaller.fixedName(session));
    boolean login = !goesOn && name.isPresent() && isLogin(value, name.get());
    if (!goesOn) {
      // Until the object is there: another request may look between the two.
      AdoptedCaller.forget(session);
    }
    if (login) {
      begin(name.get());
    }
    Object result = pass(method, arguments);
    fixedName(value, name, login).ifPresent(fixed -> AdoptedCaller.fix(session, fixed));
    stored().note(value, session);
    if (login) {
      afterLogin.run();
    }
    return result;
  }

  // An object that was somebody else's keeps that name, and so ends the session.
  private Optional<String> fixedName(Object value, Optional<String> name, boolean login) {
    return login ? name : name.flatMap(any -> stored().loginOf(value)).map(StoredLogin::name);
  }

  private boolean isLogin(Object value, String name) {
    if (watch.adopted().isText(value) || !stored().contains(value)) {
      return true;
    }
    return stored()
        .loginOf(value)
        .map(login -> login.name().equals(name))
        .orElse(watch.adopted().isLoginUnseen());
  }

  // Taken out and stored again in one request, in this session or in the one that replaces it, it
  // is the same login, and must not last longer for that.
  private void begin(String name) {
    Optional<StoredLogin> before = stored().loginBy(name);
    if (before.isPresent()) {
      watch.goOn(session, before.get());
    } else {
      watch.begin(request, session, name);
    }
  }

  private void noteStored() {
    stored().note(session.getAttribute(watch.adopted().attribute()), session);
  }

  private StoredObjects stored() {
    return StoredObjects.of(request);
  }

  private @Nullable Object pass(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(session, arguments);
    } catch (InvocationTargetException e) {
      // What the container throws reaches the application as it is.
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
