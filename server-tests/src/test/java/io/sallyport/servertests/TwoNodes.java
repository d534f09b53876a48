package io.sallyport.servertests;

import io.sallyport.fixture.Await;
import io.sallyport.servertests.store.StoreServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** Two running nodes with one application and one token store. */
final class TwoNodes implements AutoCloseable {

  private final StoreServer store;
  private final Node node;
  private ServerProcess one;
  private final ServerProcess two;

  /** Starts a node. */
  interface Node {
    ServerProcess start(String name) throws IOException;
  }

  private TwoNodes(StoreServer store, Node node) throws IOException {
    this.store = store;
    this.node = node;
    // Started one after the other: Tomcats that start together wait for each other's sessions.
    this.one = node.start("one");
    try {
      this.two = node.start("two");
    } catch (IOException e) {
      one.close();
      throw e;
    }
  }

  /** Starts the nodes "one" and "two". */
  static TwoNodes start(StoreServer store, Node node) throws IOException {
    return new TwoNodes(store, node);
  }

  StoreServer store() {
    return store;
  }

  Browser onOne() {
    return new Browser(new Http(one.port()), "/app");
  }

  Browser onTwo() {
    return new Browser(new Http(two.port()), "/app");
  }

  /** Returns the nodes in turn. */
  Browser on(int number) {
    return number % 2 == 0 ? onOne() : onTwo();
  }

  /** Kills the first node, and returns when nothing listens on its port. */
  void killOne() throws Exception {
    one.kill();
    // A watching process ends the server soon after its program.
    Await.until("its port is closed", () -> !isListening(one.port()));
  }

  private static boolean isListening(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (SocketException e) {
      return false;
    }
  }

  void startOneAgain() throws IOException {
    one.close();
    one = node.start("one");
  }

  /** Stops the second node normally. */
  void stopTwo() {
    two.close();
  }

  @Override
  public void close() {
    one.close();
    two.close();
  }
}
