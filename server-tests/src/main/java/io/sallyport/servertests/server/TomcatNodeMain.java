package io.sallyport.servertests.server;

/** Starts an unpacked Tomcat as one of two nodes, as in docs/clustering.md. */
public final class TomcatNodeMain {

  private static final String TRIBES = "org.apache.catalina.tribes.";

  private TomcatNodeMain() {}

  /** Arguments: the folder of applications, a folder for temporary files, Tomcat's home. */
  public static void main(String[] arguments) throws Exception {
    CatalinaServer.prepare(arguments, "tomcat")
        // If unset, sending to a multicast group fails with "Invalid argument" on Linux.
        .with("-Djava.net.preferIPv4Stack=" + ClusterNode.isFinding())
        .run("", engine(), cluster());
  }

  // With a route, as load balancers use it, a session that changes nodes changes its ID.
  private static String engine() {
    return ClusterNode.isFinding() ? "" : " jvmRoute=\"" + ClusterNode.name() + "\"";
  }

  private static String cluster() {
    return "<Cluster className=\"org.apache.catalina.ha.tcp.SimpleTcpCluster\""
        + " channelSendOptions=\"6\">\n<Channel className=\""
        + TRIBES
        + "group.GroupChannel\">\n"
        + (ClusterNode.isFinding() ? multicast() : staticMembers())
        + "<Receiver className=\""
        + TRIBES
        + "transport.nio.NioReceiver\" address=\"127.0.0.1\" port=\""
        + ClusterNode.port()
        + "\" autoBind=\"0\"/>\n"
        + "</Channel></Cluster>\n";
  }

  private static String multicast() {
    return "<Membership className=\""
        + TRIBES
        + "membership.McastService\" bind=\"127.0.0.1\" address=\"228.0.0.4\" port=\""
        + ClusterNode.multicastPort()
        + "\"/>\n";
  }

  // The same on both nodes: each recognizes itself by its receiver.
  private static String staticMembers() {
    return "<Membership className=\""
        + TRIBES
        + "membership.StaticMembershipService\">\n"
        + member(Math.min(ClusterNode.port(), ClusterNode.otherPort()), 1)
        + member(Math.max(ClusterNode.port(), ClusterNode.otherPort()), 2)
        + "</Membership>\n";
  }

  private static String member(int port, int number) {
    return "<Member className=\""
        + TRIBES
        + "membership.StaticMember\" host=\"127.0.0.1\" port=\""
        + port
        + "\" uniqueId=\"{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,"
        + number
        + "}\"/>\n";
  }
}
