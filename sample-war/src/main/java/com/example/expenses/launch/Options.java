package com.example.expenses.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;

/** Start options, read from the command line, then system properties, then the environment. */
final class Options {

  private static final List<String> KEYS =
      List.of("auth.jwt.secretkey", "mp.jwt.verify.publickey", "mp.jwt.verify.publickey.location");

  private final int port;
  private final Map<String, Level> logLevels;

  private Options(int port, Map<String, Level> logLevels) {
    this.port = port;
    this.logLevels = logLevels;
  }

  /** Rejects unknown options, so that a misspelt one does not start on another port. */
  static Options parse(String... arguments) {
    boolean given = arguments.length == 2 && arguments[0].equals("--port");
    if (arguments.length > 0 && !given) {
      throw new IllegalArgumentException("usage: java -jar expenses.war [--port N]");
    }
    return new Options(
        number(given ? arguments[1] : setting("port", "8080")), levels(setting("log.levels", "")));
  }

  private static int number(String port) {
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException(
          "the port is \"" + port + "\"; use 0 (any free one) to 65535");
    }
    return Integer.parseInt(port);
  }

  private static Map<String, Level> levels(String text) {
    Map<String, Level> levels = new LinkedHashMap<>();
    for (String entry : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String[] parts = entry.split("=", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException(
            "\"log.levels\" has \"" + entry + "\"; write logger=LEVEL, with commas between");
      }
      levels.put(parts[0].trim(), Level.parse(parts[1].trim()));
    }
    return levels;
  }

  int port() {
    return port;
  }

  String host() {
    return setting("host", "127.0.0.1");
  }

  /** The URL of the database that nodes share; empty for a single node. */
  String database() {
    return setting("node.database", "");
  }

  /** The file of that database's JDBC driver. */
  String driver() {
    return setting("node.driver", "");
  }

  String nodeName() {
    return setting("node.name", "one");
  }

  String logFile() {
    return setting("log.file", "");
  }

  Map<String, Level> logLevels() {
    return logLevels;
  }

  /** Whether the mode needs tokens and no signing key is configured. */
  boolean lacksKey() {
    return !setting("auth.mode", "both").equals("session")
        && KEYS.stream().allMatch(name -> setting(name, "").isEmpty());
  }

  // Names of variables follow MicroProfile Config.
  private static String setting(String name, String otherwise) {
    String variable = name.replaceAll("[^A-Za-z0-9_]", "_").toUpperCase(Locale.ROOT);
    String fromEnvironment = System.getenv().getOrDefault(variable, otherwise);
    return System.getProperty(name, fromEnvironment);
  }
}
