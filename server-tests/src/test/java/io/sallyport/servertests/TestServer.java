package io.sallyport.servertests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The embedded servers. Each is started once for all tests, with the same applications. */
enum TestServer {
  JETTY_EE10("Jetty 12.1 ee10", "jetty-ee10", "target/servers/jetty-ee10", "JettyMain"),
  JETTY_EE11("Jetty 12.1 ee11", "jetty-ee11", "jars/jetty-ee11/target/jars", "JettyMain"),
  TOMCAT_10_1("Tomcat 10.1", "tomcat-10.1", "target/servers/tomcat-10.1", "TomcatMain"),
  TOMCAT_11("Tomcat 11", "tomcat-11", "target/servers/tomcat-11", "TomcatMain"),
  UNDERTOW("Undertow 2.3", "undertow", "jars/undertow/target/jars", "UndertowMain");

  private static final Map<TestServer, ServerProcess> RUNNING = new ConcurrentHashMap<>();

  private final String title;
  private final String folder;
  private final String jars;
  private final String mainClass;

  TestServer(String title, String folder, String jars, String mainClass) {
    this.title = title;
    this.folder = folder;
    this.jars = jars;
    this.mainClass = "io.sallyport.servertests.server." + mainClass;
  }

  /** Returns the name of the server on the page of the matrix. */
  String title() {
    return title;
  }

  String folder() {
    return folder;
  }

  /** Returns the filter that Jetty runs before all others unless web.xml declares it. */
  Optional<String> upgradeFilter() {
    return folder.startsWith("jetty-")
        ? Optional.of(
            "org.eclipse.jetty."
                + folder.substring("jetty-".length())
                + ".websocket.servlet.WebSocketUpgradeFilter")
        : Optional.empty();
  }

  /** Whether the server finds annotated endpoints. Adding such an endpoint twice removes it. */
  boolean isScanning() {
    return this == JETTY_EE11;
  }

  boolean isTomcat() {
    return this == TOMCAT_10_1 || this == TOMCAT_11;
  }

  private Map<String, String> properties() {
    return folder.startsWith("jetty-")
        ? Map.of(
            "realm.password",
            Applications.PASSWORD,
            "jetty.ee",
            folder.substring("jetty-".length()))
        : Map.of("realm.password", Applications.PASSWORD);
  }

  /** Returns the port of the server, which the first call starts. */
  int port() {
    return process().port();
  }

  ServerProcess process() {
    return RUNNING.computeIfAbsent(this, TestServer::start);
  }

  Path log() {
    return Path.of("target/server-logs", folder + ".log");
  }

  private static ServerProcess start(TestServer server) {
    try {
      Path work = Path.of("target/work", server.folder).toAbsolutePath();
      Path applications = Applications.unpackFor(server, work.resolve("webapps"));
      return ServerProcess.java(
          server.log(),
          server.properties(),
          Optional.of(server.classPath()),
          server.mainClass,
          applications.toString(),
          work.resolve("temp").toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Returns the class path of the server: its jars and main class, without library and tests. */
  String classPath() throws IOException {
    Path mains = Path.of("target/server-classes").toAbsolutePath();
    Applications.copy(
        Path.of("target/classes/io/sallyport/servertests/server"),
        mains.resolve("io/sallyport/servertests/server"));
    return mains + java.io.File.pathSeparator + Path.of(jars).toAbsolutePath() + "/*";
  }

  /** Starts another process of the server with one WAR at the root context. */
  ServerProcess startWith(Path war, Path log, Map<String, String> properties) throws IOException {
    Path work = Path.of("target/work", folder + "-war").toAbsolutePath();
    Path webapps = work.resolve("webapps");
    Applications.empty(work);
    Applications.copy(war, webapps.resolve("ROOT.war"));
    Map<String, String> all = new java.util.HashMap<>(properties());
    all.putAll(properties);
    return ServerProcess.java(
        log,
        all,
        Optional.of(classPath()),
        mainClass,
        webapps.toString(),
        work.resolve("temp").toString());
  }

  /** Starts another process of the server with these applications. */
  ServerProcess startWithAll(Path webapps, Path log) throws IOException {
    return ServerProcess.java(
        log,
        properties(),
        Optional.of(classPath()),
        mainClass,
        webapps.toString(),
        webapps.resolveSibling("temp").toString());
  }

  /** Starts another process that loads the library and the test classes once, so it starts fast. */
  ServerProcess startWithLibrary(Path webapps, Path log) throws IOException {
    return startWithLibrary(webapps, log, Map.of());
  }

  ServerProcess startWithLibrary(Path webapps, Path log, Map<String, String> properties)
      throws IOException {
    Map<String, String> all = new java.util.HashMap<>(properties());
    all.putAll(properties);
    String shared =
        Path.of("target/library").toAbsolutePath()
            + "/*"
            + java.io.File.pathSeparator
            + Path.of("target/classes").toAbsolutePath();
    return ServerProcess.java(
        log,
        all,
        Optional.of(classPath() + java.io.File.pathSeparator + shared),
        mainClass,
        webapps.toString(),
        webapps.resolveSibling("temp").toString());
  }

  /** Returns Tomcat's registered authentication providers before and after an undeployment. */
  java.util.List<String> registrationsLeftAfterUndeploy() throws IOException, InterruptedException {
    // Starting the server writes its applications.
    process();
    Path work = Path.of("target/work", folder + "-undeploy").toAbsolutePath();
    Path webapps = work.resolve("webapps");
    Applications.empty(work);
    Applications.copy(
        Path.of("target/work", folder, "webapps", Integration.CONTAINER.contextPath().substring(1)),
        webapps.resolve("container"));
    ServerProcess own =
        ServerProcess.java(
            Path.of("target/server-logs", folder + "-undeploy.log"),
            properties(),
            Optional.of(classPath()),
            mainClass,
            webapps.toString(),
            work.resolve("temp").toString());
    return own.linesUntilEnd();
  }

  static void stopAll() {
    RUNNING.values().forEach(ServerProcess::close);
    RUNNING.clear();
  }
}
