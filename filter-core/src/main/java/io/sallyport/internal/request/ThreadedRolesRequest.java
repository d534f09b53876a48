package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request of a server that ties roles to the thread: the roles of our caller count, and on the
 * request's own thread also what the server says; elsewhere, as in {@code AsyncContext.start}, not.
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
    // Payara forgets roles of a caller whose requests come at once with one session; we know them.
    CallerIdentity known = decided.caller(inner());
    return known != null
        && known.principal().equals(getUserPrincipal())
        && actions.isInRole(known, role, inner());
  }

  private HttpServletRequest inner() {
    return (HttpServletRequest) getRequest();
  }
}
