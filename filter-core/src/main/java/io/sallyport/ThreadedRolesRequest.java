package io.sallyport;

import io.sallyport.identity.CallerIdentity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request of a server that ties roles to the thread: off the request's own thread, as in {@code
 * AsyncContext.start}, roles are those of our caller and no others.
 */
final class ThreadedRolesRequest extends HttpServletRequestWrapper {

  private final CallerActions actions;
  private final DecidedCaller decided;

  ThreadedRolesRequest(HttpServletRequest request, CallerActions actions, DecidedCaller decided) {
    super(request);
    this.actions = actions;
    this.decided = decided;
  }

  @Override
  public boolean isUserInRole(String role) {
    if (CallersThread.isCurrent(inner())) {
      return super.isUserInRole(role);
    }
    CallerIdentity known = decided.caller(inner());
    return known != null
        && known.principal().equals(getUserPrincipal())
        && actions.isInRole(known, role, inner());
  }

  private HttpServletRequest inner() {
    return (HttpServletRequest) getRequest();
  }
}
