<%@ page contentType="application/json;charset=UTF-8" session="false" trimDirectiveWhitespaces="true"
    import="com.example.expenses.Html,io.sallyport.ActionTokens,io.sallyport.Sallyport,java.time.Duration" %><%
  // New: creates a one-time action link for an e-mail. The only page that names Sallyport.
  if (!"POST".equals(request.getMethod())) {
    response.setHeader("Allow", "POST");
    response.sendError(405);
    return;
  }
  String name = request.getParameter("name");
  if (name == null || name.isBlank() || name.length() > 100) {
    response.sendError(400);
    return;
  }
  ActionTokens tokens;
  try {
    tokens = Sallyport.of(application).actionTokens();
  } catch (IllegalStateException e) {
    response.setStatus(501);
    out.write("{\"error\":" + Html.json(e.getMessage()) + "}");
    return;
  }
  response.setHeader("Cache-Control", "no-store");
  out.write("{\"token\":" + Html.json(tokens.issue("activate", name, Duration.ofMinutes(10))) + "}");
%>
