package com.example.expenses;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Approves a claim if the user has the role approver. */
public class ApproveServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.isUserInRole("approver")) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    String number = request.getParameter("number");
    boolean found =
        number != null
            && number.matches("\\d{1,6}")
            && ClaimStore.approve(Integer.parseInt(number), request.getUserPrincipal().getName());
    if (found) {
      response.sendRedirect(request.getContextPath() + "/claims");
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
