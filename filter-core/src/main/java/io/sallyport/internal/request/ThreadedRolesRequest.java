package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * Checks roles on a server that ties roles to the thread. The roles of our caller always count. The
 * server's answer counts only on the request's own thread, not in {@code AsyncContext.start}.
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
    if (AuthenticatedThread.isCurrent(inner()) && super.isUserInRole(role)) {
      return true;
    }
    // Payara loses the roles of a caller who sends concurrent requests with one session; ours
    // remain.
    CallerIdentity known = decided.caller(inner());
    return known != null
        && known.principal().equals(getUserPrincipal())
        && actions.isInRole(known, role, inner());
  }

  private HttpServletRequest inner() {
    return (HttpServletRequest) getRequest();
  }
}
