package io.sallyport.internal.request;

import io.sallyport.internal.session.SessionWatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * Detects when the application's own login puts its user into the session. The session ID is
 * changed at once, before an attacker can use it (session fixation).
 */
final class WatchedSessionRequest extends HttpServletRequestWrapper {

  private final SessionWatch watch;
  private final Runnable afterLogin;

  WatchedSessionRequest(HttpServletRequest request, SessionWatch watch, Runnable afterLogin) {
    super(request);
    this.watch = watch;
    this.afterLogin = afterLogin;
  }

  @Override
  public HttpSession getSession() {
    return watch.watch(inner(), super.getSession(), afterLogin);
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    HttpSession session = super.getSession(create);
    return session == null ? null : watch.watch(inner(), session, afterLogin);
  }

  private HttpServletRequest inner() {
    return (HttpServletRequest) getRequest();
  }
}
