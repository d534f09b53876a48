package io.sallyport.servertests.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Functions of all server programs: applications, log, ready line and end. */
final class ServerLife {

  /** The password of the users in the server's realm. */
  static final String PASSWORD = System.getProperty("realm.password", "");

  // Referenced here: a logger loses its level when it is garbage collected.
  private static final Logger LIBRARY = Logger.getLogger("io.sallyport");

  private ServerLife() {}

  /** Returns the folder or WAR of each context path. */
  static Map<String, Path> applications(Path folder) throws IOException {
    Map<String, Path> applications = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName()).replace(".war", "");
        applications.put(name.equals("ROOT") ? "" : "/" + name, entry);
      }
    }
    return applications;
  }

  /** Logs all messages of the library to the error stream, and ends this program at a failure. */
  static void begin() {
    // Threads of a server whose start failed would keep the process alive.
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, failure) -> {
              failure.printStackTrace();
              Runtime.getRuntime().halt(1);
            });
    Handler console = new ConsoleHandler();
    console.setLevel(Level.ALL);
    LIBRARY.setLevel(Level.ALL);
    LIBRARY.setUseParentHandlers(false);
    LIBRARY.addHandler(console);
  }

  /**
   * Prints that an application did not start, if that is expected.
   *
   * @throws IllegalStateException if the failure is not expected
   */
  static void failed(String application) {
    String name = application.replace("/", "");
    if (!mayFail(application)) {
      throw new IllegalStateException("not started: " + name);
    }
    System.out.println("FAILED " + name);
  }

  /** Whether the start of an application may fail. */
  static boolean mayFail(String application) {
    String name = application.replace("/", "");
    // The second kind fails on servers whose realm cannot be used; see docs/server-matrix.md.
    return name.startsWith("bad-") || name.endsWith("-realm");
  }

  /** Reports that the server is ready, and returns when the starting process has ended. */
  static void ready(int port) throws IOException {
    PrintStream out = System.out;
    out.println("READY " + port);
    out.flush();
    // Waits for the end of the input; nothing is ever sent.
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  /** An action on a running server. */
  interface Order {
    void carryOut() throws Exception;
  }

  /**
   * Reports that the server is ready, executes each order that arrives as a line, prints DONE, and
   * returns when the starting process has ended.
   */
  static void ready(int port, Map<String, Order> orders) throws Exception {
    System.out.println("READY " + port);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      orders.get(line).carryOut();
      System.out.println("DONE " + line);
    }
  }
}
