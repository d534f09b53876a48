package io.sallyport.servertests.app;

import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;

/** A WebSocket endpoint without annotations, which code adds. It sends the caller's name. */
public class AddedEndpoint extends Endpoint {

  static void add(ServletContext application, String path) {
    try {
      ((ServerContainer) application.getAttribute("jakarta.websocket.server.ServerContainer"))
          .addEndpoint(ServerEndpointConfig.Builder.create(AddedEndpoint.class, path).build());
    } catch (DeploymentException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    String name = session.getUserPrincipal() == null ? "" : session.getUserPrincipal().getName();
    try {
      session.getBasicRemote().sendText("principal=" + name);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
