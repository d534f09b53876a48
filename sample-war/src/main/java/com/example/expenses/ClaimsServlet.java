package com.example.expenses;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows the claims and the form for a new claim. */
public class ClaimsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.setAttribute("claims", ClaimStore.all());
    request.getRequestDispatcher("/WEB-INF/claims.jsp").forward(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String purpose = request.getParameter("purpose");
    String amount = request.getParameter("amount");
    if (purpose == null || amount == null || !amount.matches("\\d{1,6}(\\.\\d\\d)?")) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    String cents = amount.contains(".") ? amount.replace(".", "") : amount + "00";
    ClaimStore.add(request.getRemoteUser(), purpose, Long.parseLong(cents));
    response.sendRedirect(request.getContextPath() + "/claims");
  }
}
