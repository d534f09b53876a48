package io.sallyport.servertests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Servers that replicate sessions, each with the ways in which their nodes find each other. */
enum ClusteredServer {
  TOMCAT_NAMED("tomcat/apache-tomcat-11.0.24", "TomcatNodeMain", false),
  TOMCAT_MULTICAST("tomcat/apache-tomcat-11.0.24", "TomcatNodeMain", true),
  WILDFLY_NAMED("wildfly/wildfly-39.0.1.Final", "WildFlyMain", false),
  WILDFLY_MULTICAST("wildfly/wildfly-39.0.1.Final", "WildFlyMain", true);

  private final String home;
  private final String mainClass;
  private final boolean multicast;

  ClusteredServer(String home, String mainClass, boolean multicast) {
    this.home = home;
    this.mainClass = "io.sallyport.servertests.server." + mainClass;
    this.multicast = multicast;
  }

  String folder() {
    return "cluster-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  boolean isMulticast() {
    return multicast;
  }

  Path log(String node) {
    return Path.of("target/server-logs", folder() + "-" + node + ".log");
  }

  /** Starts a node with these applications. */
  ServerProcess start(String node, Path webapps, Map<String, String> properties)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.put("node.name", node);
    Path mains = Path.of("target/server-classes").toAbsolutePath();
    Applications.copy(
        Path.of("target/classes/io/sallyport/servertests/server"),
        mains.resolve("io/sallyport/servertests/server"));
    return ServerProcess.java(
        log(node),
        all,
        Optional.of(mains + File.separator),
        mainClass,
        webapps.toString(),
        webapps.resolveSibling("temp-" + node).toString(),
        Path.of("target/servers", home).toAbsolutePath().toString());
  }
}
