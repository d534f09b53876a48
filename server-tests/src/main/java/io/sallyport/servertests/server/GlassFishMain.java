package io.sallyport.servertests.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** Starts GlassFish or Payara with its own domain. */
public final class GlassFishMain {

  private static final String CONFIG = "//config[@name='server-config']";
  private static final String AUTODEPLOY = "domains/domain1/autodeploy/";

  private GlassFishMain() {}

  /** Arguments: the folder of applications, a folder for temporary files, the server's home. */
  public static void main(String[] arguments) throws Exception {
    Map<String, Path> applications = ServerLife.applications(Path.of(arguments[0]));
    ServerFolder folder = ServerFolder.emptied(Path.of(arguments[1]).resolve("glassfish"));
    Path home = Path.of(arguments[2]).toAbsolutePath().resolve("glassfish");
    int port = ServerFolder.freePort();
    Path domain = folder.copy(home.resolve("domains/domain1"), "domains/domain1");
    configure(domain.resolve("config/domain.xml"), port);
    log(domain.resolve("config/logging.properties"));
    // A token caller with the name erin must not get the roles of this user.
    folder.write(
        "domains/domain1/config/keyfile",
        "alice;" + hash() + ";employee\nerin;" + hash() + ";approver\n");
    for (Map.Entry<String, Path> entry : applications.entrySet()) {
      folder.war(entry.getValue(), AUTODEPLOY + war(ServerFolder.name(entry.getKey())));
    }
    try (ChildServer server =
        ChildServer.start(
            folder,
            Map.of(),
            ChildServer.java(),
            "-jar",
            home.resolve("lib/client/appserver-cli.jar").toString(),
            "start-domain",
            "--verbose",
            "--domaindir",
            folder.path("domains").toString(),
            "domain1")) {
      Rollout.await(server, applications.keySet(), name -> outcome(folder, name));
      server.awaitHttp(port);
      ServerLife.ready(port);
    }
  }

  private static void configure(Path file, int port) throws IOException {
    XmlFile xml = XmlFile.open(file);
    String listener = CONFIG + "//network-listener";
    xml.set(listener, "address", "127.0.0.1")
        .set(listener + "[@name='http-listener-1']", "port", Integer.toString(port))
        .set(listener + "[@name='http-listener-2']", "enabled", "false")
        // Not used, but the server does not start without this listener.
        .set(
            listener + "[@name='admin-listener']",
            "port",
            Integer.toString(ServerFolder.freePort()))
        .set(CONFIG + "//iiop-listener", "enabled", "false")
        .set(CONFIG + "//jmx-connector", "enabled", "false")
        // If this element is missing, GlassFish adds one that opens a port.
        .add(CONFIG, "jms-service", "type", "DISABLED")
        // A shell on a separate port, and a folder for bundles, which is not used.
        .replace(CONFIG + "//jvm-options", ",org.apache.felix.shell.remote", "")
        .replace(CONFIG + "//jvm-options", ",org.apache.felix.fileinstall", "")
        .set(CONFIG + "/security-service", "activate-default-principal-to-role-mapping", "true")
        .add(
            CONFIG + "/admin-service", "das-config", "autodeploy-polling-interval-in-seconds", "1");
    if (Files.readString(file).contains("hazelcast-config-specific-configuration")) {
      // Payara's data grid, which searches the network for members.
      xml.set(CONFIG + "/hazelcast-config-specific-configuration", "enabled", "false");
    }
    xml.save();
  }

  /** Logs all messages of the library to the console. The last value of a key counts. */
  private static void log(Path file) throws IOException {
    Files.writeString(
        file,
        Files.readString(file)
            + "\nio.sallyport.level=ALL"
            // The console handler of GlassFish, then that of Payara.
            + "\norg.glassfish.main.jul.handler.SimpleLogHandler.level=ALL"
            + "\njava.util.logging.ConsoleHandler.level=ALL"
            + "\ncom.sun.enterprise.server.logging.UniformLogFormatter.ansiColor=false\n");
  }

  /** Returns the hash of the file realm: salted, with a hundred rounds. */
  private static String hash() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] salt = "8 bytes.".getBytes(StandardCharsets.UTF_8);
    digest.update(ServerLife.PASSWORD.getBytes(StandardCharsets.UTF_8));
    byte[] hash = digest.digest(salt);
    for (int i = 1; i < 100; i++) {
      hash = digest.digest(hash);
    }
    byte[] both = java.util.Arrays.copyOf(hash, hash.length + salt.length);
    System.arraycopy(salt, 0, both, hash.length, salt.length);
    return "{SSHA256}" + Base64.getEncoder().encodeToString(both);
  }

  private static String war(String name) {
    return name + ".war";
  }

  /** Reads the marker file that the server writes beside each WAR. */
  private static Rollout.Outcome outcome(ServerFolder folder, String name) {
    if (Files.exists(folder.path(AUTODEPLOY + war(name) + "_deployFailed"))) {
      return Rollout.Outcome.FAILED;
    }
    return Files.exists(folder.path(AUTODEPLOY + war(name) + "_deployed"))
        ? Rollout.Outcome.DEPLOYED
        : Rollout.Outcome.PENDING;
  }
}
