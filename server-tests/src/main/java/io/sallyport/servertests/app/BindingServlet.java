package io.sallyport.servertests.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Binds request parameters to a bean of the session, as Stripes and JSF do. The bean is stored
 * first. Its values come later, from any request with such parameters.
 */
public class BindingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession();
    Object stored = session.getAttribute("user");
    Form form = stored instanceof Form ? (Form) stored : new Form();
    if (request.getParameter("password") != null) {
      // A login with a password stores a new object that contains the name.
      form = new Form();
      form.setLogin(request.getParameter("login"));
      session.setAttribute("user", form);
    } else {
      session.setAttribute("user", form);
      form.setLogin(request.getParameter("login"));
    }
    response.setContentType("text/plain");
    response.getWriter().println("bound=" + form.getLogin());
  }

  /** The bean to which the parameters are bound. */
  public static class Form implements Serializable {

    private static final long serialVersionUID = 1L;

    private String login;

    public String getLogin() {
      return login;
    }

    public void setLogin(String login) {
      this.login = login;
    }

    public List<String> getRoles() {
      return List.of("employee");
    }
  }
}
