package io.sallyport.servertests.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** TomEE, with a base folder of its own. */
public final class TomeeMain {

  private TomeeMain() {}

  /** The folder of applications; a folder for temporary files; TomEE's home. */
  public static void main(String[] arguments) throws Exception {
    Map<String, Path> applications = ServerLife.applications(Path.of(arguments[0]));
    ServerFolder folder = ServerFolder.emptied(Path.of(arguments[1]).resolve("tomee"));
    Path home = Path.of(arguments[2]).toAbsolutePath();
    int port = ServerFolder.freePort();
    configure(folder, folder.copy(home.resolve("conf"), "base/conf"), port);
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
                "CATALINA_OPTS", "-Xmx512m"),
            "sh",
            home.resolve("bin/catalina.sh").toString(),
            "run")) {
      // The log tells failures only; who has not failed by the end is deployed.
      Rollout.await(server, applications.keySet(), name -> outcome(server.log(), name));
      server.awaitHttp(port);
      ServerLife.ready(port);
    }
  }

  private static void configure(ServerFolder folder, Path conf, int port) throws IOException {
    folder.folder("base/logs");
    folder.folder("base/work");
    folder.write("base/conf/server.xml", serverXml(port));
    folder.write(
        "base/conf/tomcat-users.xml",
        "<tomcat-users><role rolename=\"employee\"/><user username=\"alice\" password=\""
            + XmlFile.escape(ServerLife.PASSWORD)
            + "\" roles=\"employee\"/></tomcat-users>\n");
    folder.write(
        "base/conf/logging.properties",
        "handlers=java.util.logging.ConsoleHandler\n"
            + ".handlers=java.util.logging.ConsoleHandler\n"
            + "java.util.logging.ConsoleHandler.level=ALL\n"
            + "java.util.logging.ConsoleHandler.formatter=org.apache.juli.OneLineFormatter\n"
            + ".level=INFO\n"
            + "io.sallyport.level=ALL\n");
    Path properties = conf.resolve("system.properties");
    Files.writeString(
        properties,
        Files.readString(properties)
            // Else beans of the same name in two applications are one too many.
            + "\nopenejb.deploymentId.format={appId}/{ejbName}\n");
  }

  private static String serverXml(int port) {
    return "<Server port=\"-1\">\n"
        + "<Listener className=\"org.apache.tomee.catalina.ServerListener\"/>\n"
        + "<Service name=\"Catalina\">\n"
        + "<Connector port=\""
        + port
        + "\" address=\"127.0.0.1\" protocol=\"HTTP/1.1\"/>\n"
        + "<Engine name=\"Catalina\" defaultHost=\"localhost\">\n"
        + "<Realm className=\"org.apache.catalina.realm.MemoryRealm\"/>\n"
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
