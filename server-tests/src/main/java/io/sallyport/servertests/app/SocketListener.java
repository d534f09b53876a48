package io.sallyport.servertests.app;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;

/** Adds the endpoint by hand, since not every server here scans for annotations. */
public class SocketListener implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Object container =
        event.getServletContext().getAttribute("jakarta.websocket.server.ServerContainer");
    try {
      ((ServerContainer) container).addEndpoint(SocketEndpoint.class);
    } catch (DeploymentException e) {
      // Found by scanning already.
      event.getServletContext().log("endpoint is there: " + e.getMessage());
    }
  }
}
