package com.example;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet as applications have them. */
final class ApprovalServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.isUserInRole("approver")) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, "approvers only");
      return;
    }
    request.getSession().setAttribute("last", request.getParameter("claim"));
    response.setContentType("text/plain");
    response
        .getWriter()
        .print(request.getRemoteUser() + " approved " + request.getParameter("claim"));
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getSession().invalidate();
    response.sendRedirect("/");
  }
}
