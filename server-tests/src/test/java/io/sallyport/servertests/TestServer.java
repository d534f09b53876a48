package io.sallyport.servertests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The servers, each started once for all tests, with the same applications. */
enum TestServer {
  JETTY_EE10("jetty-ee10", "io.sallyport.servertests.server.JettyMain"),
  TOMCAT_10_1("tomcat-10.1", "io.sallyport.servertests.server.TomcatMain"),
  TOMCAT_11("tomcat-11", "io.sallyport.servertests.server.TomcatMain");

  private static final Map<TestServer, ServerProcess> RUNNING = new ConcurrentHashMap<>();

  private final String folder;
  private final String mainClass;

  TestServer(String folder, String mainClass) {
    this.folder = folder;
    this.mainClass = mainClass;
  }

  String folder() {
    return folder;
  }

  boolean isJetty() {
    return this == JETTY_EE10;
  }

  /** Where the server listens; it is started at the first question. */
  int port() {
    return RUNNING.computeIfAbsent(this, TestServer::start).port();
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
          Map.of("realm.password", Applications.PASSWORD),
          Optional.of(server.classPath()),
          server.mainClass,
          applications.toString(),
          work.resolve("temp").toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The server's own jars and its main class: nothing of the library, nothing of the tests. */
  String classPath() throws IOException {
    Path mains = Path.of("target/server-classes").toAbsolutePath();
    Applications.copy(
        Path.of("target/classes/io/sallyport/servertests/server"),
        mains.resolve("io/sallyport/servertests/server"));
    return mains
        + java.io.File.pathSeparator
        + Path.of("target/servers", folder).toAbsolutePath()
        + "/*";
  }

  /** A process of its own with one WAR at the root. */
  ServerProcess startWith(Path war, Path log, Map<String, String> properties) throws IOException {
    Path work = Path.of("target/work", folder + "-war").toAbsolutePath();
    Path webapps = work.resolve("webapps");
    Applications.empty(work);
    Applications.copy(war, webapps.resolve("ROOT.war"));
    return ServerProcess.java(
        log,
        properties,
        Optional.of(classPath()),
        mainClass,
        webapps.toString(),
        work.resolve("temp").toString());
  }

  static void stopAll() {
    RUNNING.values().forEach(ServerProcess::close);
    RUNNING.clear();
  }
}
