package io.sallyport.servertests;

import io.sallyport.fixture.Await;
import io.sallyport.fixture.Tokens;
import io.sallyport.servertests.store.Redis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two nodes of one server with one application. The server replicates the sessions. */
final class ServerPair implements AutoCloseable {

  private final ClusteredServer server;
  private final Path webapps;
  private final List<Integer> ports = List.of(freePort(), freePort());
  private final int multicastPort = freePort();
  private ServerProcess one;
  private final ServerProcess two;

  private ServerPair(ClusteredServer server, Path webapps) throws IOException {
    this.server = server;
    this.webapps = webapps;
    // Started one after the other: Tomcats that start together wait for each other's sessions.
    this.one = start("one", 0);
    try {
      this.two = start("two", 1);
    } catch (IOException e) {
      one.close();
      throw e;
    }
  }

  static ServerPair start(ClusteredServer server, Redis store) throws IOException {
    Path work = Path.of("target/work", server.folder()).toAbsolutePath();
    Applications.empty(work);
    deploy(work.resolve("webapps/app"), store);
    return new ServerPair(server, work.resolve("webapps"));
  }

  private ServerProcess start(String node, int number) throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("realm.password", Applications.PASSWORD);
    properties.put("node.port", ports.get(number).toString());
    properties.put("node.other-port", ports.get(1 - number).toString());
    if (server.isMulticast()) {
      properties.put("node.multicast-port", Integer.toString(multicastPort));
    }
    return server.start(node, webapps, properties);
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

  private static void deploy(Path root, Redis store) throws IOException {
    Path inf = root.resolve("WEB-INF");
    Applications.copy(
        Path.of("target/classes/io/sallyport/servertests/app"),
        inf.resolve("classes/io/sallyport/servertests/app"));
    Applications.copy(Path.of("target/library"), inf.resolve("lib"));
    // The libraries that an application with Redis adds.
    for (String client :
        List.of(
            "redis.clients.jedis.RedisClient",
            "org.apache.commons.pool2.ObjectPool",
            "org.json.JSONObject",
            "com.google.gson.Gson",
            "redis.clients.authentication.core.Token",
            "org.slf4j.Logger")) {
      Path jar = TwoNodes.jar(client);
      Applications.copy(jar, inf.resolve("lib").resolve(jar.getFileName()));
    }
    Applications.write(inf.resolve("classes/users.txt"), Applications.usersFile());
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    xml.append("<distributable/>\n");
    Applications.filter(xml, "sallyport", "io.sallyport.AuthenticationFilter", settings(store));
    xml.append(
        "<servlet><servlet-name>echo</servlet-name><servlet-class>"
            + "io.sallyport.servertests.app.EchoServlet</servlet-class></servlet>"
            + "<servlet-mapping><servlet-name>echo</servlet-name><url-pattern>/who</url-pattern>"
            + "</servlet-mapping></web-app>");
    Applications.write(inf.resolve("web.xml"), xml.toString());
  }

  private static Map<String, String> settings(Redis store) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("auth.mode", "both");
    settings.put("auth.jwt.secretkey", Tokens.SECRET);
    settings.put("mp.jwt.verify.issuer", Tokens.ISSUER);
    settings.put("mp.jwt.verify.audiences", Tokens.AUDIENCE);
    settings.put("auth.rules", "/* authenticated");
    settings.put("auth.login.user-store", "file");
    settings.put("auth.login.users-file", "classpath:users.txt");
    settings.put("auth.login.path", "/auth/login");
    settings.put("auth.logout.path", "/auth/logout");
    settings.put("auth.store", "redis");
    settings.put("auth.store.url", store.url());
    return settings;
  }

  Browser onOne() {
    return new Browser(new Http(one.port()), "/app");
  }

  Browser onTwo() {
    return new Browser(new Http(two.port()), "/app");
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
    one = start("one", 0);
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
