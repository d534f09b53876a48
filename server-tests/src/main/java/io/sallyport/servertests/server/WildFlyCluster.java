package io.sallyport.servertests.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Configures WildFly as one of two nodes, as in docs/clustering.md. */
final class WildFlyCluster {

  private WildFlyCluster() {}

  /** Returns the name of the configuration file. */
  static String file() {
    return ClusterNode.isAsked() ? "standalone-ha.xml" : "standalone.xml";
  }

  /** Configures the addresses of both nodes by the CLI, like an administrator. */
  static void name(ServerFolder folder, Path home) throws IOException, InterruptedException {
    Path script =
        folder.write(
            "cluster.cli",
            String.join(
                "\n",
                "embed-server --server-config=standalone-ha.xml",
                "batch",
                node("one", Math.min(ClusterNode.port(), ClusterNode.otherPort())),
                node("two", Math.max(ClusterNode.port(), ClusterNode.otherPort())),
                "/subsystem=jgroups/stack=tcp/protocol=MPING:remove",
                "/subsystem=jgroups/stack=tcp/protocol=TCPPING:add(add-index=1,"
                    + "socket-bindings=[node-one,node-two])",
                "/subsystem=jgroups/channel=ee:write-attribute(name=stack,value=tcp)",
                "run-batch",
                "stop-embedded-server",
                ""));
    ChildServer.run(
        folder,
        Map.of("JAVA_OPTS", "-Djboss.server.base.dir=" + folder.path("base")),
        "sh",
        home.resolve("bin/jboss-cli.sh").toString(),
        "--file=" + script);
  }

  private static String node(String name, int port) {
    return "/socket-binding-group=standard-sockets/remote-destination-outbound-socket-binding=node-"
        + name
        + ":add(host=127.0.0.1,port="
        + port
        + ")";
  }

  /** Sets the ports, since two nodes run on one machine, and removes the load balancer client. */
  static void setPorts(XmlFile xml) throws IOException {
    set(xml, "jgroups-tcp", "port", ClusterNode.port());
    set(xml, "jgroups-udp", "port", ClusterNode.port());
    // Both nodes need the same distance of these ports: a node finds its neighbour by it.
    set(xml, "jgroups-udp-fd", "port", ClusterNode.port() + 1);
    if (ClusterNode.isFinding()) {
      set(xml, "jgroups-udp", "multicast-port", ClusterNode.multicastPort());
    }
    xml.remove("//subsystem[proxy/@advertise-socket]").remove("//ajp-listener");
  }

  private static void set(XmlFile xml, String binding, String attribute, int port)
      throws IOException {
    xml.set("//socket-binding[@name='" + binding + "']", attribute, Integer.toString(port));
  }
}
