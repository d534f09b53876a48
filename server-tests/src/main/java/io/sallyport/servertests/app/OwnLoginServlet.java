package io.sallyport.servertests.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** The application's own login: stores a user bean with the given name in the session. */
public class OwnLoginServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getParameter("name");
    if (request.getParameter("out") != null) {
      // The application's own logout, which keeps the session.
      request.getSession().removeAttribute("user");
    } else if (name == null) {
      // An anonymous session with a basket.
      request.getSession().setAttribute("basket", "three apples");
    } else {
      request.getSession().setAttribute("user", new User(name));
    }
    response.setContentType("text/plain");
    response.getWriter().println("id=" + request.getSession().getId());
    response.getWriter().println("basket=" + request.getSession().getAttribute("basket"));
  }

  /** The user bean. */
  public static class User implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String login;

    User(String login) {
      this.login = login;
    }

    public String getLogin() {
      return login;
    }

    public List<String> getRoles() {
      return login.equals("bob") ? List.of("employee", "approver") : List.of("employee");
    }
  }
}
