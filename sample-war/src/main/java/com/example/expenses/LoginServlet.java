package com.example.expenses;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The application's own login, which existed before Sallyport was added. */
public class LoginServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UserBean user =
        UserStore.find(request.getParameter("username"), request.getParameter("password"));
    if (user == null) {
      response.sendRedirect(request.getContextPath() + "/login-error.jsp");
      return;
    }
    request.getSession().setAttribute("currentUser", user);
    String back = request.getParameter("return-to");
    String home = request.getContextPath() + "/";
    boolean ours = back != null && back.startsWith(home) && !back.startsWith("//");
    response.sendRedirect(ours && back.matches("[!-~&&[^\\\\]]+") ? back : home + "claims");
  }
}
