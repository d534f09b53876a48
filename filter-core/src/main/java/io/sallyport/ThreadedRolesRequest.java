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

  ThreadedRolesRequest(HttpServletRequest request, CallerActions actions) {
    super(request);
    this.actions = actions;
  }

  @Override
  public boolean isUserInRole(String role) {
    if (CallersThread.isCurrent(inner())) {
      return super.isUserInRole(role);
    }
    Object known = inner().getAttribute(AuthenticationFilter.CALLER_ATTRIBUTE);
    return known instanceof CallerIdentity
        && ((CallerIdentity) known).principal().equals(getUserPrincipal())
        && actions.isInRole((CallerIdentity) known, role, inner());
  }

  private HttpServletRequest inner() {
    return (HttpServletRequest) getRequest();
  }
}
