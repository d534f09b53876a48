package io.sallyport.servertests.app;

import jakarta.servlet.http.HttpServlet;

/** Adds an endpoint once all filters have started, if it is loaded on startup. */
public class AddingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  public void init() {
    AddedEndpoint.add(getServletContext(), "/own/by-servlet");
  }
}
