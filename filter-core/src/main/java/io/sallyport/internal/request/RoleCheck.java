package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.descriptor.WebXml;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;

/** Answers {@code isUserInRole} for our caller. */
public final class RoleCheck {

  private final WebXml webXml;
  private final DecidedCaller decided;

  /** Creates the check with the role links of an application. */
  public RoleCheck(WebXml webXml, DecidedCaller decided) {
    this.webXml = webXml;
    this.decided = decided;
  }

  /**
   * Follows the Servlet specification (5.0, 13.3): no caller has the role {@code *}, every caller
   * has {@code **} unless the application declares a role of that name, and a {@code
   * <security-role-ref>} of the current servlet translates the name.
   *
   * @param request the container's request or an inner wrapper; not the wrapper that shows our
   *     caller
   */
  boolean isInRole(CallerIdentity caller, String role, HttpServletRequest request) {
    if (role == null || role.equals("*")) {
      return false;
    }
    if (role.equals("**") && !webXml.declaresRole("**")) {
      return true;
    }
    return caller.hasRole(linkedRole(role, request)) || isInContainerRole(caller, role, request);
  }

  // If the container has the same caller, it may map our groups to roles of other names. A forward
  // must not have fewer roles than the servlet that forwards. In an async dispatch, a server that
  // ties roles to the thread answers for an earlier caller: there only our answer counts.
  private boolean isInContainerRole(
      CallerIdentity caller, String role, HttpServletRequest request) {
    return decided.isContainerWide()
        && AuthenticatedThread.isCurrent(request)
        && caller.principal().equals(request.getUserPrincipal())
        && request.isUserInRole(role);
  }

  private String linkedRole(String role, HttpServletRequest request) {
    if (!webXml.hasRoleLinks()) {
      return role;
    }
    HttpServletMapping mapping = request.getHttpServletMapping();
    return mapping == null ? role : webXml.roleLink(mapping.getServletName(), role).orElse(role);
  }
}
