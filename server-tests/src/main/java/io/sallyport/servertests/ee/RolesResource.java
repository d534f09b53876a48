package io.sallyport.servertests.ee;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** Returns the caller that JAX-RS reports. */
@Path("/roles")
@Produces("text/plain")
public class RolesResource {

  @GET
  @Path("employee")
  @RolesAllowed("employee")
  public String employee(@Context SecurityContext context) {
    return who(context);
  }

  @GET
  @Path("approver")
  @RolesAllowed("approver")
  public String approver(@Context SecurityContext context) {
    return who(context);
  }

  @GET
  @Path("open")
  @PermitAll
  public String open(@Context SecurityContext context) {
    return who(context);
  }

  @GET
  @Path("request")
  @PermitAll
  public String request(@Context HttpServletRequest request) {
    String name = request.getUserPrincipal() == null ? "" : request.getUserPrincipal().getName();
    return lines(name, request.isUserInRole("employee"), request.isUserInRole("approver"));
  }

  @POST
  @Path("open")
  @PermitAll
  @Consumes("text/plain")
  public String post(@Context SecurityContext context, String text) {
    return who(context) + text;
  }

  private static String who(SecurityContext context) {
    String name = context.getUserPrincipal() == null ? "" : context.getUserPrincipal().getName();
    return lines(name, context.isUserInRole("employee"), context.isUserInRole("approver"));
  }

  private static String lines(String name, boolean employee, boolean approver) {
    return "principal="
        + name
        + "\nuser="
        + name
        + "\nrole.employee="
        + employee
        + "\nrole.approver="
        + approver
        + "\n";
  }
}
