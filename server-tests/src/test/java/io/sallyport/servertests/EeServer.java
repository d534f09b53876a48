package io.sallyport.servertests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The full servers: each is started for its own test, and ends with it. */
enum EeServer {
  WILDFLY("WildFly 39", "wildfly/wildfly-39.0.1.Final", "WildFlyMain"),
  OPEN_LIBERTY("Open Liberty 26", "open-liberty/wlp", "LibertyMain"),
  PAYARA("Payara Server 6", "payara/payara6", "GlassFishMain"),
  GLASSFISH("GlassFish 7", "glassfish/glassfish7", "GlassFishMain"),
  TOMEE("TomEE 9", "tomee/apache-tomee-webprofile-9.0.0", "TomeeMain");

  private final String title;
  private final String home;
  private final String mainClass;

  EeServer(String title, String home, String mainClass) {
    this.title = title;
    this.home = home;
    this.mainClass = "io.sallyport.servertests.server." + mainClass;
  }

  String title() {
    return title;
  }

  /** A running server with every application of the matrix. */
  ServerProcess start(Path log, Map<String, String> properties) throws IOException {
    Path webapps = work().resolve("webapps");
    Applications.empty(webapps);
    MatrixApplications.of(this).unpack(webapps);
    return startWithAll(webapps, log, properties);
  }

  /** A running server with these applications. */
  ServerProcess startWithAll(Path webapps, Path log, Map<String, String> properties)
      throws IOException {
    Map<String, String> all = new HashMap<>(properties);
    all.put("realm.password", Applications.PASSWORD);
    Path mains = Path.of("target/server-classes").toAbsolutePath();
    Applications.copy(
        Path.of("target/classes/io/sallyport/servertests/server"),
        mains.resolve("io/sallyport/servertests/server"));
    return ServerProcess.java(
        log,
        all,
        Optional.of(mains + File.separator),
        mainClass,
        webapps.toString(),
        webapps.resolveSibling("temp").toString(),
        Path.of("target/servers", home).toAbsolutePath().toString());
  }

  /** What it writes while it runs, its own files included. */
  List<Path> logs() throws IOException {
    List<Path> logs = new ArrayList<>();
    logs.add(log());
    try (Stream<Path> files = Files.walk(work())) {
      files.filter(file -> file.toString().endsWith(".log")).forEach(logs::add);
    }
    return logs;
  }

  private Path work() {
    return Path.of("target/work", home.substring(0, home.indexOf('/'))).toAbsolutePath();
  }

  Path log() {
    return Path.of("target/server-logs", home.substring(0, home.indexOf('/')) + ".log");
  }
}
