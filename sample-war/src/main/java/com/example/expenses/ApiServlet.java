package com.example.expenses;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The JSON API: /api/claims, /api/whoami, /api/admin. */
public class ApiServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (String.valueOf(request.getServletPath())) {
      case "/api/claims":
        write(response, claims());
        break;
      case "/api/whoami":
        write(response, caller(request));
        break;
      case "/api/admin":
        write(response, "{\"admin\":\"the books of all departments\"}");
        break;
      default:
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static String caller(HttpServletRequest request) {
    return "{\"name\":"
        + Html.json(request.getRemoteUser())
        + ",\"approver\":"
        + request.isUserInRole("approver")
        + ",\"by\":"
        + Html.json(request.getAuthType())
        + ",\"session\":"
        + (request.getSession(false) != null)
        + "}";
  }

  private static String claims() {
    StringBuilder json = new StringBuilder("[");
    for (Claim claim : ClaimStore.all()) {
      json.append(json.length() > 1 ? "," : "")
          .append("{\"number\":")
          .append(claim.getNumber())
          .append(",\"owner\":")
          .append(Html.json(claim.getOwner()))
          .append(",\"purpose\":")
          .append(Html.json(claim.getPurpose()))
          .append(",\"amount\":")
          .append(claim.getAmount())
          .append(",\"approvedBy\":")
          .append(Html.json(claim.getApprovedBy()))
          .append("}");
    }
    return json.append("]").toString();
  }

  private static void write(HttpServletResponse response, String json) throws IOException {
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(json);
  }
}
