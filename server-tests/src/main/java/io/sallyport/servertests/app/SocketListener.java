package io.sallyport.servertests.app;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;

/** Adds the endpoint by code, since some of the servers do not scan for annotations. */
public class SocketListener implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Object container =
        event.getServletContext().getAttribute("jakarta.websocket.server.ServerContainer");
    try {
      ((ServerContainer) container).addEndpoint(SocketEndpoint.class);
    } catch (DeploymentException e) {
      // Scanning has already found it.
      event.getServletContext().log("endpoint exists: " + e.getMessage());
    }
  }
}
