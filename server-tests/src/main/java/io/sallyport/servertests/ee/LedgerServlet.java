package io.sallyport.servertests.ee;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Calls the bean with the caller of the servlet. */
public class LedgerServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @EJB private transient LedgerBean ledger;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    try {
      String answer =
          "approver".equals(request.getParameter("as")) ? ledger.approver() : ledger.employee();
      response.getWriter().println(answer);
    } catch (EJBException e) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      response.getWriter().println("rejected=" + e.getClass().getSimpleName());
    }
  }
}
