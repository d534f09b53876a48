package io.sallyport.servertests.server;

import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.ee10.apache.jsp.JettyJasperInitializer;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.LoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.security.Password;

/** Jetty 12.1, ee10. */
public final class JettyMain {

  private JettyMain() {}

  /** The folder of applications; a folder for temporary files. */
  public static void main(String[] arguments) throws Exception {
    ServerLife.begin();
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ContextHandlerCollection contexts = new ContextHandlerCollection();
    for (Map.Entry<String, Path> entry :
        ServerLife.applications(Path.of(arguments[0])).entrySet()) {
      contexts.addHandler(application(entry.getKey(), entry.getValue(), Path.of(arguments[1])));
    }
    server.setHandler(contexts);
    server.start();
    ServerLife.ready(connector.getLocalPort());
    server.stop();
  }

  private static WebAppContext application(String path, Path content, Path temp) {
    WebAppContext application = new WebAppContext();
    application.setContextPath(path.isEmpty() ? "/" : path);
    application.setWar(content.toUri().toString());
    application.setTempDirectory(temp.resolve("jetty" + path.replace('/', '-')).toFile());
    application.setThrowUnavailableOnStartupException(true);
    application.getSecurityHandler().setLoginService(realm());
    application.addServletContainerInitializer(new JettyJasperInitializer());
    // Endpoints are named by the application's listener; there is no scanning.
    JakartaWebSocketServletContainerInitializer.configure(application, null);
    return application;
  }

  private static LoginService realm() {
    UserStore users = new UserStore();
    users.addUser("alice", new Password(ServerLife.PASSWORD), new String[] {"employee"});
    HashLoginService realm = new HashLoginService("test");
    realm.setUserStore(users);
    return realm;
  }
}
