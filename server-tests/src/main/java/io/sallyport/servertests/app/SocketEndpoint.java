package io.sallyport.servertests.app;

import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** Tells whoever connects who they are. */
@ServerEndpoint("/own/socket")
public class SocketEndpoint {

  @OnOpen
  public void open(Session session) throws IOException {
    String name = session.getUserPrincipal() == null ? "" : session.getUserPrincipal().getName();
    session.getBasicRemote().sendText("principal=" + name);
  }
}
