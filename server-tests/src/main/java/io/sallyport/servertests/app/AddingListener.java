package io.sallyport.servertests.app;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Adds a WebSocket endpoint when the application starts. */
public class AddingListener implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    AddedEndpoint.add(event.getServletContext(), "/own/by-listener");
  }
}
