package io.sallyport.servertests.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Starts WildFly with its own base folder. */
public final class WildFlyMain {

  // The domain of the web server; EJBs have one of the same name.
  private static final String SECURITY_DOMAIN =
      "//subsystem[server/@name='default-server']//application-security-domain[@name='other']";

  private WildFlyMain() {}

  /** Arguments: the folder of applications, a folder for temporary files, WildFly's home. */
  public static void main(String[] arguments) throws Exception {
    Map<String, Path> applications = ServerLife.applications(Path.of(arguments[0]));
    ServerFolder folder = ServerFolder.emptied(Path.of(arguments[1]).resolve("wildfly"));
    Path home = Path.of(arguments[2]).toAbsolutePath();
    int port = ServerFolder.freePort();
    folder.copy(home.resolve("standalone/configuration"), "base/configuration");
    if (ClusterNode.isAsked() && !ClusterNode.isFinding()) {
      WildFlyCluster.name(folder, home);
    }
    configure(folder.path("base/configuration").resolve(WildFlyCluster.file()), port);
    addUser(folder.path("base/configuration"));
    for (Map.Entry<String, Path> entry : applications.entrySet()) {
      folder.war(entry.getValue(), "base/deployments/" + war(ServerFolder.name(entry.getKey())));
    }
    try (ChildServer server =
        ChildServer.start(
            folder,
            Map.of("JAVA_OPTS", "-Xms64m -Xmx512m -Djava.awt.headless=true"),
            "sh",
            home.resolve("bin/standalone.sh").toString(),
            "-c",
            WildFlyCluster.file(),
            "-Djboss.node.name=" + ClusterNode.name(),
            "-b",
            "127.0.0.1",
            "-bprivate=127.0.0.1",
            "-Djboss.server.base.dir=" + folder.path("base"))) {
      Rollout.await(server, applications.keySet(), name -> outcome(folder, name));
      server.awaitHttp(port);
      ServerLife.ready(port);
    }
  }

  private static void configure(Path file, int port) throws IOException {
    XmlFile xml = XmlFile.open(file);
    if (!Boolean.getBoolean("integrated.jaspi")) {
      // No server realm contains the callers of a mechanism. With true, each of them gets 500.
      xml.set(SECURITY_DOMAIN, "integrated-jaspi", "false");
    }
    if (ClusterNode.isAsked()) {
      WildFlyCluster.setPorts(xml);
    }
    xml.set("//socket-binding[@name='http']", "port", Integer.toString(port))
        // Not used, but the server does not start without this port.
        .set(
            "//socket-binding[@name='management-http']",
            "port",
            Integer.toString(ServerFolder.freePort()))
        // Nor does it need a certificate, which it would make at each start.
        .remove("//https-listener")
        .remove("//location[@handler='welcome-content']")
        .set("//properties-realm[@name='ApplicationRealm']/users-properties", "plain-text", "true")
        // All log messages of the library; the default level for others.
        .set("//console-handler/level", "name", "ALL")
        .set("//console-handler/formatter/named-formatter", "name", "PATTERN")
        .set("//logger[@category='org.jboss.as.config']", "category", "io.sallyport")
        .set("//logger[@category='io.sallyport']/level", "name", "ALL")
        .save();
  }

  private static void addUser(Path configuration) throws IOException {
    Path users = configuration.resolve("application-users.properties");
    Files.writeString(
        users,
        Files.readString(users)
            + "\nalice="
            + ServerLife.PASSWORD
            + "\n"
            // A token caller with the name erin must not get the roles of this user.
            + "erin="
            + ServerLife.PASSWORD
            + "\n");
    Files.writeString(
        configuration.resolve("application-roles.properties"), "alice=employee\nerin=approver\n");
  }

  private static String war(String name) {
    return name + ".war";
  }

  /** Reads the marker file that the scanner writes beside each WAR. */
  private static Rollout.Outcome outcome(ServerFolder folder, String name) {
    Path deployments = folder.path("base/deployments");
    if (Files.exists(deployments.resolve(war(name) + ".failed"))) {
      return Rollout.Outcome.FAILED;
    }
    return Files.exists(deployments.resolve(war(name) + ".deployed"))
        ? Rollout.Outcome.DEPLOYED
        : Rollout.Outcome.PENDING;
  }
}
