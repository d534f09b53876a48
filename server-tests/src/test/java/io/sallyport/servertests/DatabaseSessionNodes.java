package io.sallyport.servertests;

import io.sallyport.servertests.store.Postgres;
import io.sallyport.servertests.store.Redis;
import io.sallyport.servertests.store.StoreServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Two Jetty nodes, which keep the sessions in a database. */
final class DatabaseSessionNodes {

  /** The users; each test has its own. */
  static final String[] NAMES = {
    "alice", "known", "killed", "out", "all-out", "once", "many", "hung", "dead", "visitor"
  };

  private final String name;
  private final Map<String, String> properties = new LinkedHashMap<>();

  private DatabaseSessionNodes(String name, Postgres sessions) {
    this.name = name;
    // As in docs/clustering.md: if unset, a request waits forever for a database that hangs.
    properties.put("node.sessions", sessions.url() + "&connectTimeout=2&socketTimeout=2");
    properties.put("jetty.ee", "ee10");
    properties.put("realm.password", Applications.PASSWORD);
  }

  /**
   * Starts both.
   *
   * @param name of the folders and logs
   * @param sessions the database that keeps sessions
   * @param store the same database, another one, or a Redis
   */
  static TwoNodes start(String name, Postgres sessions, StoreServer store) throws IOException {
    DatabaseSessionNodes nodes = new DatabaseSessionNodes(name, sessions);
    nodes.deploy(store);
    return TwoNodes.start(store, nodes::node);
  }

  private Path work() {
    return Path.of("target/work/nodes-" + name).toAbsolutePath();
  }

  private ServerProcess node(String node) throws IOException {
    Map<String, String> own = new LinkedHashMap<>(properties);
    own.put("node.name", node);
    return ServerProcess.java(
        Path.of("target/server-logs/node-" + name + "-" + node + ".log"),
        own,
        Optional.of(
            String.join(
                File.pathSeparator,
                TestServer.JETTY_EE10.classPath(),
                NodeApplication.jar("org.postgresql.Driver").toString(),
                NodeApplication.jar("com.zaxxer.hikari.HikariDataSource").toString())),
        "io.sallyport.servertests.server.JettyMain",
        work().resolve("webapps").toString(),
        work().resolve("temp-" + node).toString());
  }

  private void deploy(StoreServer store) throws IOException {
    Map<String, String> settings = NodeApplication.settings();
    settings.put("auth.rules", "/open/* permit\n/* authenticated");
    settings.put("auth.token.path", "/auth/token");
    settings.put("auth.refresh.path", "/auth/refresh");
    settings.put("auth.token.bridge-path", "/auth/bridge");
    settings.put("auth.action.path", "/auth/action");
    settings.put("auth.action.target", "/open/done.jsp");
    settings.put("auth.session.max-sessions", "3");
    String reference = "";
    if (store instanceof Redis) {
      settings.put("auth.store", "redis");
      settings.put("auth.store.url", ((Redis) store).url());
    } else {
      settings.put("auth.store", "jdbc");
      settings.put("auth.store.datasource", "java:comp/env/jdbc/app");
      properties.put("node.database", ((Postgres) store).url());
      reference =
          "<resource-ref><res-ref-name>jdbc/app</res-ref-name>"
              + "<res-type>javax.sql.DataSource</res-type></resource-ref>";
    }
    Applications.empty(work());
    Path root = work().resolve("webapps/app");
    NodeApplication.deploy(root, settings, Applications.usersFile(NAMES), reference);
    Applications.write(
        root.resolve("open/issue.jsp"),
        "<%@ page session=\"false\" %><%= io.sallyport.Sallyport.of(application).actionTokens()"
            + ".issue(\"activate\", \"alice\", java.time.Duration.ofMinutes(5)) %>");
    Applications.write(
        root.resolve("open/done.jsp"),
        "<%@ page session=\"false\" %>done <%= request.getAttribute(\"io.sallyport.action.subject\")"
            + " %>");
  }
}
