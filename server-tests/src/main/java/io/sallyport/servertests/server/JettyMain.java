package io.sallyport.servertests.server;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.ServletContainerInitializer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.naming.NamingException;
import org.eclipse.jetty.plus.jndi.Resource;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.LoginService;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.session.DatabaseAdaptor;
import org.eclipse.jetty.session.DefaultSessionIdManager;
import org.eclipse.jetty.session.JDBCSessionDataStoreFactory;
import org.eclipse.jetty.session.NullSessionCacheFactory;
import org.eclipse.jetty.util.security.Password;

/**
 * Starts Jetty 12.1 with ee10 or ee11, from the system property {@code jetty.ee}. Both have the
 * same classes in different packages, so the classes are called by name.
 */
public final class JettyMain {

  private static final String EE = "org.eclipse.jetty." + System.getProperty("jetty.ee", "ee10");

  private JettyMain() {}

  /** Arguments: the folder of applications, a folder for temporary files. */
  public static void main(String[] arguments) throws Exception {
    ServerLife.begin();
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    if (System.getProperty("node.name") != null) {
      shareSessions(server);
    }
    if (System.getProperty("node.database") != null) {
      bindDatabase(server);
    }
    ContextHandlerCollection contexts = new ContextHandlerCollection();
    for (Map.Entry<String, Path> entry :
        ServerLife.applications(Path.of(arguments[0])).entrySet()) {
      contexts.addHandler(application(entry.getKey(), entry.getValue(), Path.of(arguments[1])));
    }
    server.setHandler(contexts);
    if (System.getProperty("jetty.cors.origin") != null) {
      allowOrigin(server, System.getProperty("jetty.cors.origin"));
    }
    server.start();
    for (ContextHandler application : contexts.getDescendants(ContextHandler.class)) {
      if (!application.isAvailable()) {
        ServerLife.failed(application.getContextPath());
      }
    }
    JettyReload reload = new JettyReload(contexts, Path.of(arguments[0]), Path.of(arguments[1]));
    ServerLife.ready(
        connector.getLocalPort(),
        Map.of(
            "restart", reload::restart,
            "redeploy", reload::redeploy,
            "count", reload::count));
    server.stop();
  }

  // The code of docs/clustering.md, down to bindDatabase.
  private static void shareSessions(Server server) {
    DatabaseAdaptor database = new DatabaseAdaptor();
    database.setDriverInfo("org.postgresql.Driver", System.getProperty("node.sessions"));
    JDBCSessionDataStoreFactory sessions = new JDBCSessionDataStoreFactory();
    sessions.setDatabaseAdaptor(database);
    server.addBean(sessions);
    NullSessionCacheFactory none = new NullSessionCacheFactory();
    none.setSaveOnCreate(true);
    none.setFlushOnResponseCommit(true);
    server.addBean(none);
    DefaultSessionIdManager ids = new DefaultSessionIdManager(server);
    ids.setWorkerName(System.getProperty("node.name"));
    server.addBean(ids, true);
  }

  private static void allowOrigin(Server server, String origin) {
    CrossOriginHandler cors = new CrossOriginHandler();
    cors.setAllowedOriginPatterns(Set.of(origin.replace(".", "\\.")));
    cors.setAllowedMethods(Set.of("GET", "POST", "HEAD"));
    cors.setAllowedHeaders(Set.of("Authorization", "Content-Type"));
    cors.setAllowCredentials(true);
    cors.setHandler(server.getHandler());
    server.setHandler(cors);
  }

  // A pool with default settings, which waits 30 seconds for a connection.
  private static void bindDatabase(Server server) throws NamingException {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(System.getProperty("node.database"));
    server.addBean(new Resource(server, "jdbc/app", pool));
  }

  static ContextHandler application(String path, Path content, Path temp)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName(EE + ".webapp.WebAppContext");
    ContextHandler application = (ContextHandler) type.getConstructor().newInstance();
    application.setContextPath(path.isEmpty() ? "/" : path);
    application.setTempDirectory(temp.resolve("jetty" + path.replace('/', '-')).toFile());
    type.getMethod("setWar", String.class).invoke(application, content.toUri().toString());
    type.getMethod("setThrowUnavailableOnStartupException", boolean.class)
        // If false, Jetty answers 503 for an application whose start failed.
        .invoke(application, !ServerLife.mayFail(path));
    ((SecurityHandler) type.getMethod("getSecurityHandler").invoke(application))
        .setLoginService(realm());
    type.getMethod("addServletContainerInitializer", ServletContainerInitializer.class)
        .invoke(application, newInstance(EE + ".apache.jsp.JettyJasperInitializer"));
    // The application's listener registers the endpoints; annotations are not scanned.
    Class.forName(
            EE + ".websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer")
        .getMethod(
            "configure",
            Class.forName(EE + ".servlet.ServletContextHandler"),
            Class.forName(
                EE
                    + ".websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer$Configurator"))
        .invoke(null, application, null);
    return application;
  }

  private static Object newInstance(String type) throws ReflectiveOperationException {
    return Class.forName(type).getConstructor().newInstance();
  }

  private static LoginService realm() {
    UserStore users = new UserStore();
    users.addUser("alice", new Password(ServerLife.PASSWORD), new String[] {"employee"});
    users.addUser("erin", new Password(ServerLife.PASSWORD), new String[] {"approver"});
    HashLoginService realm = new HashLoginService("test");
    realm.setUserStore(users);
    return realm;
  }
}
