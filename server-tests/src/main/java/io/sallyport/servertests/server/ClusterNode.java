package io.sallyport.servertests.server;

/** The configuration of one of two nodes on this machine, from system properties. */
final class ClusterNode {

  private static final String NAME = "node.name";

  private ClusterNode() {}

  /** Whether this server is a node of a cluster. */
  static boolean isAsked() {
    return System.getProperty(NAME) != null;
  }

  static String name() {
    return System.getProperty(NAME, "alone");
  }

  /** Returns the replication port of this node. The next port is free too. */
  static int port() {
    return Integer.getInteger("node.port");
  }

  /** Returns the replication port of the other node. */
  static int otherPort() {
    return Integer.getInteger("node.other-port");
  }

  /** Whether the nodes find each other by multicast. */
  static boolean isFinding() {
    return System.getProperty("node.multicast-port") != null;
  }

  /** Returns the multicast port, which only these two nodes use. */
  static int multicastPort() {
    return Integer.getInteger("node.multicast-port");
  }
}
