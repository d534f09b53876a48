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

/** What all servers have in common: the applications, the log, the end. */
final class ServerLife {

  /** alice's, in the server's own realm. */
  static final String PASSWORD = System.getProperty("realm.password", "");

  // Held, or the level is forgotten when the logger is collected.
  private static final Logger LIBRARY = Logger.getLogger("io.sallyport");

  private ServerLife() {}

  /** Context path to folder or WAR: everything in the folder of applications. */
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

  /** Logs everything that the library ever says on the error stream; ends with any failure. */
  static void begin() {
    // A server that fails half way has threads of its own, and would stay for ever.
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
   * Says that an application did not start, which for some is expected.
   *
   * @throws IllegalStateException if it is not
   */
  static void failed(String application) {
    String name = application.replace("/", "");
    if (!mayFail(application)) {
      throw new IllegalStateException("not started: " + name);
    }
    System.out.println("FAILED " + name);
  }

  /** Whether an application is there to fail. */
  static boolean mayFail(String application) {
    String name = application.replace("/", "");
    // The second may, where the server does not let its realm be asked: the matrix tells.
    return name.startsWith("bad-") || name.endsWith("-realm");
  }

  /** Reports that the server is ready, and returns when the starting process has ended. */
  static void ready(int port) throws IOException {
    PrintStream out = System.out;
    out.println("READY " + port);
    out.flush();
    // Nothing is ever said; the end is all that is waited for.
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  /** What is done to a running server, by the word that asks for it. */
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
