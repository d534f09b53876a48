package io.sallyport.servertests.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Writes everything that the request reports about the caller, one line each. */
public class EchoServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final List<String> ROLES =
      List.of("employee", "approver", "EMPLOYEE", "boss", "*", "**");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // Read first: the body must be complete.
    String parameter = request.getParameter("field");
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    PrintWriter out = response.getWriter();
    out.println("echo");
    out.println(
        "principal="
            + (request.getUserPrincipal() == null ? "" : request.getUserPrincipal().getName()));
    out.println("user=" + (request.getRemoteUser() == null ? "" : request.getRemoteUser()));
    out.println("auth=" + (request.getAuthType() == null ? "" : request.getAuthType()));
    for (String role : ROLES) {
      out.println("role." + role + "=" + request.isUserInRole(role));
    }
    out.println("dispatcher=" + request.getDispatcherType());
    out.println("session=" + (request.getSession(false) != null));
    out.println("field=" + parameter);
    out.println("caller=" + request.getAttribute("io.sallyport.caller"));
    out.println("end");
  }
}
