package io.sallyport.servertests.plain;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Stores a value in a session. */
public class PlainServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getSession().setAttribute("basket", "three apples");
    response.setContentType("text/plain");
    response.getWriter().println("principal=" + request.getRemoteUser());
  }
}
