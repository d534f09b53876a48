package io.sallyport.servertests.app;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;

/** Sends the caller's name, and the caller's roles at the handshake. */
@ServerEndpoint(value = "/own/socket", configurator = SocketEndpoint.Handshake.class)
public class SocketEndpoint {

  private static final String ROLES = "roles";

  @OnOpen
  public void open(Session session) throws IOException {
    String name = session.getUserPrincipal() == null ? "" : session.getUserPrincipal().getName();
    session
        .getBasicRemote()
        .sendText("principal=" + name + " " + session.getUserProperties().get(ROLES));
  }

  /** Reads the roles: only the handshake has them. */
  public static class Handshake extends ServerEndpointConfig.Configurator {

    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
      config
          .getUserProperties()
          .put(
              ROLES,
              "employee="
                  + request.isUserInRole("employee")
                  + " approver="
                  + request.isUserInRole("approver"));
    }
  }
}
