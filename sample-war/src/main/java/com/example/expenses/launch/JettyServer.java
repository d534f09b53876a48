package com.example.expenses.launch;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.eclipse.jetty.ee10.apache.jsp.JettyJasperInitializer;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The Jetty that {@link Launcher} starts: loopback only, one application at the root. */
public final class JettyServer {

  private JettyServer() {}

  /** Starts the server and returns the action that stops it. */
  public static Runnable start(Path war, Path work, String... arguments) throws Exception {
    Options options = Options.parse(arguments);
    Logs.begin(options);
    if (options.lacksKey()) {
      bringKey();
    }
    Server server = new Server();
    server.addConnector(connector(server, options));
    if (!options.database().isEmpty()) {
      Node.share(server, options.nodeName(), options.database());
    }
    server.setHandler(application(war, work));
    server.start();
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    say("Expenses ready at http://127.0.0.1:" + port + "/");
    return () -> LifeCycle.stop(server);
  }

  private static ServerConnector connector(Server server, Options options) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    return connector;
  }

  private static WebAppContext application(Path war, Path work) {
    WebAppContext application = new WebAppContext();
    application.setContextPath("/");
    application.setWar(war.toUri().toString());
    application.setTempDirectory(work.resolve("app").toFile());
    // If the application does not start, the server must not start either.
    application.setThrowUnavailableOnStartupException(true);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.setShowStacks(false);
    errors.setShowMessageInTitle(false);
    application.setErrorHandler(errors);
    // Other servers find it by annotation scanning. Without scanning, the start is twice as fast.
    application.addServletContainerInitializer(new JettyJasperInitializer());
    return application;
  }

  // There is no default key: if none is configured, each start creates a new one.
  private static void bringKey() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    System.setProperty("auth.jwt.secretkey", Base64.getEncoder().encodeToString(secret));
    say("No key is configured: tokens are signed with a secret that was created at this start.");
  }

  // Start scripts wait for this line.
  private static void say(String line) {
    PrintStream out = System.out;
    out.println(line);
    out.flush();
  }
}
