package io.sallyport.servertests;

import io.sallyport.servertests.store.Redis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Two nodes of one server. The server replicates the sessions. */
final class ReplicatedNodes {

  private final ClusteredServer server;
  private final Path webapps;
  private final Map<String, Integer> ports = Map.of("one", freePort(), "two", freePort());
  private final int multicastPort = freePort();

  private ReplicatedNodes(ClusteredServer server, Path webapps) {
    this.server = server;
    this.webapps = webapps;
  }

  static TwoNodes start(ClusteredServer server, Redis store) throws IOException {
    Path work = Path.of("target/work", server.folder()).toAbsolutePath();
    Applications.empty(work);
    Map<String, String> settings = NodeApplication.settings();
    settings.put("auth.rules", "/* authenticated");
    settings.put("auth.store", "redis");
    settings.put("auth.store.url", store.url());
    NodeApplication.deploy(
        work.resolve("webapps/app"), settings, Applications.usersFile(), "<distributable/>");
    return TwoNodes.start(store, new ReplicatedNodes(server, work.resolve("webapps"))::node);
  }

  private ServerProcess node(String name) throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("realm.password", Applications.PASSWORD);
    properties.put("node.port", ports.get(name).toString());
    properties.put("node.other-port", ports.get(name.equals("one") ? "two" : "one").toString());
    if (server.isMulticast()) {
      properties.put("node.multicast-port", Integer.toString(multicastPort));
    }
    return server.start(name, webapps, properties);
  }

  // Both nodes need both ports before either is bound. A node may also bind the next port.
  private static int freePort() {
    while (true) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int port = socket.getLocalPort();
        if (isFree(port + 1)) {
          return port;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
