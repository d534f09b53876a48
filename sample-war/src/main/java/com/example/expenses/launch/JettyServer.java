package com.example.expenses.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.eclipse.jetty.ee10.apache.jsp.JettyJasperInitializer;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The Jetty that {@link Launcher} starts: loopback only, one application at the root. */
public final class JettyServer {

  private static final List<String> KEYS =
      List.of("auth.jwt.secretkey", "mp.jwt.verify.publickey", "mp.jwt.verify.publickey.location");

  private JettyServer() {}

  /** Starts the server and waits for its end. */
  public static void run(Path war, Path work, String... arguments) throws Exception {
    logToFile(setting("log.file", ""));
    bringKey();
    Server server = new Server();
    server.addConnector(connector(server, port(arguments)));
    server.setHandler(application(war, work));
    server.setStopAtShutdown(true);
    server.start();
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    say("Expenses ready at http://127.0.0.1:" + port + "/");
    server.join();
  }

  private static ServerConnector connector(Server server, int port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(setting("host", "127.0.0.1"));
    connector.setPort(port);
    return connector;
  }

  private static WebAppContext application(Path war, Path work) {
    WebAppContext application = new WebAppContext();
    application.setContextPath("/");
    application.setWar(war.toUri().toString());
    application.setTempDirectory(work.resolve("app").toFile());
    // An application that does not start must not leave a server that answers without it.
    application.setThrowUnavailableOnStartupException(true);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.setShowStacks(false);
    errors.setShowMessageInTitle(false);
    application.setErrorHandler(errors);
    // Found by annotation scanning elsewhere; without scanning the start takes half the time.
    application.addServletContainerInitializer(new JettyJasperInitializer());
    return application;
  }

  // A key for tokens is nobody's default: without one of your own, each start makes another.
  private static void bringKey() {
    for (String name : KEYS) {
      if (!setting(name, "").isEmpty()) {
        return;
      }
    }
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    System.setProperty("auth.jwt.secretkey", Base64.getEncoder().encodeToString(secret));
    say("No key is configured: tokens are signed with a secret made for this start.");
  }

  private static int port(String[] arguments) {
    for (int i = 0; i + 1 < arguments.length; i++) {
      if (arguments[i].equals("--port")) {
        return Integer.parseInt(arguments[i + 1]);
      }
    }
    return Integer.parseInt(setting("port", "8080"));
  }

  /** System property, then environment, as the filter looks its own settings up. */
  private static String setting(String name, String otherwise) {
    String variable = name.replaceAll("[^A-Za-z0-9_]", "_").toUpperCase(java.util.Locale.ROOT);
    String fromEnvironment = System.getenv().getOrDefault(variable, otherwise);
    return System.getProperty(name, fromEnvironment);
  }

  private static void logToFile(String file) throws IOException {
    if (!file.isEmpty()) {
      FileHandler handler = new FileHandler(file, true);
      handler.setFormatter(new SimpleFormatter());
      handler.setEncoding("UTF-8");
      handler.setLevel(java.util.logging.Level.ALL);
      Logger.getLogger("").addHandler(handler);
    }
  }

  // The one line that whoever started us waits for.
  private static void say(String line) {
    PrintStream out = System.out;
    out.println(line);
    out.flush();
  }
}
