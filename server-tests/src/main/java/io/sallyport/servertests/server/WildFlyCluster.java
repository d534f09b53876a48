package io.sallyport.servertests.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** WildFly as one of two nodes: what docs/clustering.md says for WildFly. */
final class WildFlyCluster {

  private WildFlyCluster() {}

  /** The configuration to start with. */
  static String file() {
    return ClusterNode.isAsked() ? "standalone-ha.xml" : "standalone.xml";
  }

  /** Lets the nodes name each other, as an administrator does it. */
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

  /** Ports of its own, for two nodes are on one machine; and nobody balances. */
  static void setPorts(XmlFile xml) throws IOException {
    set(xml, "jgroups-tcp", "port", ClusterNode.port());
    set(xml, "jgroups-udp", "port", ClusterNode.port());
    // As far from the other port as on the other node: by that distance a node finds its neighbour.
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
