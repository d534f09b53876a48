package com.example.expenses;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Works on another thread, then dispatches to the page that shows the user. */
public class SlowServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext work = request.startAsync();
    work.start(() -> work.dispatch("/api/whoami"));
  }
}
