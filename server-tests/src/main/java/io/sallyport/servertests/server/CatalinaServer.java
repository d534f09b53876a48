package io.sallyport.servertests.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An unpacked Tomcat or TomEE with its own base folder. */
final class CatalinaServer {

  private final Map<String, Path> applications;
  private final ServerFolder folder;
  private final Path home;
  private final String options;

  private CatalinaServer(
      Map<String, Path> applications, ServerFolder folder, Path home, String options) {
    this.applications = applications;
    this.folder = folder;
    this.home = home;
    this.options = options;
  }

  /** Arguments: the folder of applications, a folder for temporary files, the server's home. */
  static CatalinaServer prepare(String[] arguments, String name) throws IOException {
    ServerFolder folder = ServerFolder.emptied(Path.of(arguments[1]).resolve(name));
    Path home = Path.of(arguments[2]).toAbsolutePath();
    folder.copy(home.resolve("conf"), "base/conf");
    folder.folder("base/logs");
    folder.folder("base/work");
    return new CatalinaServer(
        ServerLife.applications(Path.of(arguments[0])), folder, home, "-Xmx512m");
  }

  /** Adds an option of the JVM. */
  CatalinaServer with(String option) {
    return new CatalinaServer(applications, folder, home, options + " " + option);
  }

  Path conf() {
    return folder.path("base/conf");
  }

  /**
   * Runs until the starting process has ended.
   *
   * @param listeners elements of the server
   * @param engine attributes of the engine
   * @param cluster elements of the engine
   */
  void run(String listeners, String engine, String cluster)
      throws IOException, InterruptedException {
    int port = ServerFolder.freePort();
    folder.write("base/conf/server.xml", serverXml(port, listeners, engine, cluster));
    configure();
    for (Map.Entry<String, Path> entry : applications.entrySet()) {
      String name = ServerFolder.name(entry.getKey());
      folder.war(entry.getValue(), "base/webapps/" + name + ".war");
    }
    try (ChildServer server =
        ChildServer.start(
            folder,
            Map.of(
                "CATALINA_HOME", home.toString(),
                "CATALINA_BASE", folder.path("base").toString(),
                "CATALINA_TMPDIR", folder.folder("tmp").toString(),
                "CATALINA_OPTS", options),
            "sh",
            home.resolve("bin/catalina.sh").toString(),
            "run")) {
      // The log reports only failures: an application without a failure is deployed.
      Rollout.await(server, applications.keySet(), name -> outcome(server.log(), name));
      server.awaitHttp(port);
      ServerLife.ready(port);
    }
  }

  private void configure() throws IOException {
    folder.write(
        "base/conf/tomcat-users.xml",
        "<tomcat-users><role rolename=\"employee\"/><user username=\"alice\" password=\""
            + XmlFile.escape(ServerLife.PASSWORD)
            + "\" roles=\"employee\"/><role rolename=\"approver\"/><user username=\"erin\""
            + " password=\""
            + XmlFile.escape(ServerLife.PASSWORD)
            + "\" roles=\"approver\"/></tomcat-users>\n");
    folder.write(
        "base/conf/logging.properties",
        "handlers=java.util.logging.ConsoleHandler\n"
            + ".handlers=java.util.logging.ConsoleHandler\n"
            + "java.util.logging.ConsoleHandler.level=ALL\n"
            + "java.util.logging.ConsoleHandler.formatter=org.apache.juli.OneLineFormatter\n"
            + ".level=INFO\n"
            + "io.sallyport.level=ALL\n");
  }

  private static String serverXml(int port, String listeners, String engine, String cluster) {
    return "<Server port=\"-1\">\n"
        + listeners
        + "<Service name=\"Catalina\">\n"
        + "<Connector port=\""
        + port
        + "\" address=\"127.0.0.1\" protocol=\"HTTP/1.1\"/>\n"
        + "<Engine name=\"Catalina\" defaultHost=\"localhost\""
        + engine
        + ">\n"
        + "<Realm className=\"org.apache.catalina.realm.MemoryRealm\"/>\n"
        + cluster
        + "<Host name=\"localhost\" appBase=\"webapps\" autoDeploy=\"false\"/>\n"
        + "</Engine></Service></Server>\n";
  }

  private static Rollout.Outcome outcome(List<String> log, String name) {
    String context = name.equals("ROOT") ? "[]" : "[/" + name + "]";
    for (String line : log) {
      if (line.contains("Context " + context + " startup failed")
          || line.contains("StandardContext" + context + "]")) {
        return Rollout.Outcome.FAILED;
      }
    }
    return log.stream().anyMatch(line -> line.contains("Server startup in ["))
        ? Rollout.Outcome.DEPLOYED
        : Rollout.Outcome.PENDING;
  }
}
