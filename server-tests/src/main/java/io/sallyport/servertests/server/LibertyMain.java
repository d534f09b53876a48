package io.sallyport.servertests.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Starts Open Liberty with its own user folder. */
public final class LibertyMain {

  /** The full Jakarta EE platform would open more ports and start no sooner. */
  private static final String FEATURE = "webProfile-10.0";

  private static final String SERVER = "usr/servers/test/";

  private LibertyMain() {}

  /** Arguments: the folder of applications, a folder for temporary files, Liberty's home. */
  public static void main(String[] arguments) throws Exception {
    Map<String, Path> applications = ServerLife.applications(Path.of(arguments[0]));
    ServerFolder folder = ServerFolder.emptied(Path.of(arguments[1]).resolve("liberty"));
    int port = ServerFolder.freePort();
    StringBuilder elements = new StringBuilder();
    for (Map.Entry<String, Path> entry : applications.entrySet()) {
      String name = ServerFolder.name(entry.getKey());
      Path war = folder.war(entry.getValue(), "wars/" + name + ".war");
      elements.append(application(name, entry.getKey(), war));
    }
    folder.write(SERVER + "server.xml", serverXml(port, elements.toString()));
    // Disables the port for the stop command, which is not used.
    folder.write(SERVER + "bootstrap.properties", "command.port=-1\n");
    try (ChildServer server =
        ChildServer.start(
            folder,
            Map.of(
                "WLP_USER_DIR", folder.path("usr").toString(),
                "WLP_OUTPUT_DIR", folder.path("output").toString(),
                "JVM_ARGS", "-Xmx512m"),
            "sh",
            Path.of(arguments[2]).toAbsolutePath().resolve("bin/server").toString(),
            "run",
            "test")) {
      Rollout.await(server, applications.keySet(), name -> outcome(server.log(), name));
      // A login fails until the keys for the LTPA cookie exist.
      server.await("login", () -> says(server.log(), "CWWKS4105I"));
      server.await("the server", () -> says(server.log(), "CWWKF0011I"));
      server.awaitHttp(port);
      ServerLife.ready(port);
    }
  }

  private static String application(String name, String contextPath, Path war) {
    String id = XmlFile.escape(name);
    String root = XmlFile.escape(contextPath.isEmpty() ? "/" : contextPath);
    String location = XmlFile.escape(war.toString());
    return "<webApplication id=\""
        + id
        + "\" name=\""
        + id
        + "\" contextRoot=\""
        + root
        + "\" location=\""
        + location
        + "\"/>\n";
  }

  private static String serverXml(int port, String applications) {
    return "<server><featureManager><feature>"
        + FEATURE
        + "</feature></featureManager>\n"
        + "<httpEndpoint id=\"defaultHttpEndpoint\" host=\"127.0.0.1\" httpPort=\""
        + port
        + "\" httpsPort=\"-1\"/>\n"
        + "<basicRegistry id=\"basic\" realm=\"test\"><user name=\"alice\" password=\""
        + XmlFile.escape(ServerLife.PASSWORD)
        + "\"/>"
        // A token caller with this name must not get the roles of this user.
        + "<user name=\"erin\" password=\""
        + XmlFile.escape(ServerLife.PASSWORD)
        + "\"/><group name=\"employee\"><member name=\"alice\"/></group>"
        + "<group name=\"approver\"><member name=\"erin\"/></group></basicRegistry>\n"
        // Allows another user in the same session, as in docs/servers.md.
        + "<httpSession securityIntegrationEnabled=\"false\"/>\n"
        // By default, the trace goes to a separate file.
        + "<logging consoleLogLevel=\"INFO\" consoleFormat=\"SIMPLE\" traceFileName=\"stdout\""
        + " traceSpecification=\"*=info:io.sallyport.*=all\"/>\n"
        // Nothing changes while it runs.
        + "<config updateTrigger=\"disabled\"/>\n"
        + "<applicationMonitor updateTrigger=\"disabled\" dropinsEnabled=\"false\"/>\n"
        + applications
        + "</server>\n";
  }

  private static boolean says(List<String> log, String text) {
    return log.stream().anyMatch(line -> line.contains(text));
  }

  private static Rollout.Outcome outcome(List<String> log, String name) {
    // Exceptions, missing files, start timeout, failure of a listener.
    Pattern failed =
        Pattern.compile("CWWKZ00(02E|04E|05E|12I|13E|14W).*\\b" + Pattern.quote(name) + "\\b");
    if (log.stream().anyMatch(line -> failed.matcher(line).find())) {
      return Rollout.Outcome.FAILED;
    }
    return says(log, "CWWKZ0001I: Application " + name + " started")
        ? Rollout.Outcome.DEPLOYED
        : Rollout.Outcome.PENDING;
  }
}
