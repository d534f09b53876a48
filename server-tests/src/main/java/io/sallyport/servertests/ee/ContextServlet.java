package io.sallyport.servertests.ee;

import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes the caller that the SecurityContext of Jakarta Security reports. */
public class ContextServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient SecurityContext context;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name =
        context.getCallerPrincipal() == null ? "" : context.getCallerPrincipal().getName();
    response.setContentType("text/plain");
    response.getWriter().println("principal=" + name);
    response.getWriter().println("user=" + name);
    response.getWriter().println("role.employee=" + context.isCallerInRole("employee"));
    response.getWriter().println("role.approver=" + context.isCallerInRole("approver"));
  }
}
