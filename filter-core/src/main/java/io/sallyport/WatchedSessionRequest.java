package io.sallyport;

import io.sallyport.internal.session.SessionWatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * A request whose session tells us when the application's own login puts its user in: that is the
 * moment to change the session's id, before anybody else can use it.
 */
final class WatchedSessionRequest extends HttpServletRequestWrapper {

  private final SessionWatch watch;

  WatchedSessionRequest(HttpServletRequest request, SessionWatch watch) {
    super(request);
    this.watch = watch;
  }

  @Override
  public HttpSession getSession() {
    return watch.watch(inner(), super.getSession());
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    HttpSession session = super.getSession(create);
    return session == null ? null : watch.watch(inner(), session);
  }

  private HttpServletRequest inner() {
    return (HttpServletRequest) getRequest();
  }
}
