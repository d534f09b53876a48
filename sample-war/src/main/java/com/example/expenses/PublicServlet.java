package com.example.expenses;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves a public page, and forwards to a path from the request, as careless servlets do. */
public class PublicServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (!request.getServletPath().equals("/public/forward")) {
      response.setContentType("text/plain");
      response.setCharacterEncoding("UTF-8");
      response.getWriter().write("Hello from the expenses department.");
      return;
    }
    String target = request.getParameter("to");
    RequestDispatcher dispatcher =
        target == null || !target.startsWith("/") ? null : request.getRequestDispatcher(target);
    if (dispatcher == null) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    } else {
      dispatcher.forward(request, response);
    }
  }
}
