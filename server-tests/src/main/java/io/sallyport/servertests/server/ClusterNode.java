package io.sallyport.servertests.server;

/** One of two nodes on this machine, as the system properties say. */
final class ClusterNode {

  private static final String NAME = "node.name";

  private ClusterNode() {}

  /** Whether this server is one of two at all. */
  static boolean isAsked() {
    return System.getProperty(NAME) != null;
  }

  static String name() {
    return System.getProperty(NAME, "alone");
  }

  /** Where this node is told of sessions; the next port is free too. */
  static int port() {
    return Integer.getInteger("node.port");
  }

  /** Where the other node is. */
  static int otherPort() {
    return Integer.getInteger("node.other-port");
  }

  /** Whether the nodes find each other by themselves. */
  static boolean isFinding() {
    return System.getProperty("node.multicast-port") != null;
  }

  /** Where they look: of these two nodes only, or others would join them. */
  static int multicastPort() {
    return Integer.getInteger("node.multicast-port");
  }
}
