package io.sallyport.servertests.ee;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.LocalBean;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;

/** One method for each role. It returns the caller that the EJB container reports. */
@Stateless
@LocalBean
@DeclareRoles({"employee", "approver"})
public class LedgerBean {

  @Resource private SessionContext context;

  @RolesAllowed("employee")
  public String employee() {
    return who();
  }

  @RolesAllowed("approver")
  public String approver() {
    return who();
  }

  private String who() {
    String name = context.getCallerPrincipal().getName();
    return "principal="
        + name
        + "\nuser="
        + name
        + "\nrole.employee="
        + context.isCallerInRole("employee")
        + "\nrole.approver="
        + context.isCallerInRole("approver");
  }
}
