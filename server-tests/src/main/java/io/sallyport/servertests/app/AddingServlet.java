package io.sallyport.servertests.app;

import jakarta.servlet.http.HttpServlet;

/** Adds a WebSocket endpoint in {@code init}, so after the start of all filters. */
public class AddingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  public void init() {
    AddedEndpoint.add(getServletContext(), "/own/by-servlet");
  }
}
