package io.sallyport.servertests;

import io.sallyport.fixture.Tokens;
import io.sallyport.servertests.store.Postgres;
import io.sallyport.servertests.store.Redis;
import io.sallyport.servertests.store.StoreServer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two Jetty nodes with one application, a database for sessions and a token store. */
final class TwoNodes implements AutoCloseable {

  /** The users; each test has its own. */
  static final String[] NAMES = {
    "alice", "known", "killed", "out", "all-out", "once", "many", "hung", "dead", "visitor"
  };

  private final String name;
  private final StoreServer store;
  private final Map<String, String> properties;
  private ServerProcess one;
  private final ServerProcess two;

  private TwoNodes(String name, StoreServer store, Map<String, String> properties)
      throws IOException {
    this.name = name;
    this.store = store;
    this.properties = Map.copyOf(properties);
    this.one = node("one");
    try {
      this.two = node("two");
    } catch (IOException e) {
      one.close();
      throw e;
    }
  }

  /**
   * Starts both.
   *
   * @param name of the folders and logs
   * @param sessions the database that keeps sessions
   * @param store the same database, another one, or a Redis
   */
  static TwoNodes start(String name, Postgres sessions, StoreServer store) throws IOException {
    Map<String, String> settings = settings();
    Map<String, String> properties = new LinkedHashMap<>();
    // As in docs/clustering.md: if unset, a request waits forever for a database that hangs.
    properties.put("node.sessions", sessions.url() + "&connectTimeout=2&socketTimeout=2");
    properties.put("jetty.ee", "ee10");
    properties.put("realm.password", Applications.PASSWORD);
    if (store instanceof Redis) {
      settings.put("auth.store", "redis");
      settings.put("auth.store.url", ((Redis) store).url());
    } else {
      settings.put("auth.store", "jdbc");
      settings.put("auth.store.datasource", "java:comp/env/jdbc/app");
      properties.put("node.database", ((Postgres) store).url());
    }
    deploy(work(name), settings);
    return new TwoNodes(name, store, properties);
  }

  private static Path work(String name) {
    return Path.of("target/work/nodes-" + name).toAbsolutePath();
  }

  private ServerProcess node(String number) throws IOException {
    Map<String, String> own = new LinkedHashMap<>(properties);
    own.put("node.name", number);
    return ServerProcess.java(
        Path.of("target/server-logs/node-" + name + "-" + number + ".log"),
        own,
        Optional.of(
            String.join(
                File.pathSeparator,
                TestServer.JETTY_EE10.classPath(),
                jar("org.postgresql.Driver").toString(),
                jar("com.zaxxer.hikari.HikariDataSource").toString())),
        "io.sallyport.servertests.server.JettyMain",
        work(name).resolve("webapps").toString(),
        work(name).resolve("temp-" + number).toString());
  }

  static Path jar(String className) {
    try {
      return Path.of(
          Class.forName(className).getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("auth.mode", "both");
    settings.put("auth.jwt.secretkey", Tokens.SECRET);
    settings.put("mp.jwt.verify.issuer", Tokens.ISSUER);
    settings.put("mp.jwt.verify.audiences", Tokens.AUDIENCE);
    settings.put("auth.rules", "/open/* permit\n/* authenticated");
    settings.put("auth.login.user-store", "file");
    settings.put("auth.login.users-file", "classpath:users.txt");
    settings.put("auth.login.path", "/auth/login");
    settings.put("auth.logout.path", "/auth/logout");
    settings.put("auth.token.path", "/auth/token");
    settings.put("auth.refresh.path", "/auth/refresh");
    settings.put("auth.token.bridge-path", "/auth/bridge");
    settings.put("auth.action.path", "/auth/action");
    settings.put("auth.action.target", "/open/done.jsp");
    settings.put("auth.session.max-sessions", "3");
    return settings;
  }

  private static void deploy(Path work, Map<String, String> settings) throws IOException {
    Applications.empty(work);
    Path root = work.resolve("webapps/app");
    Path inf = root.resolve("WEB-INF");
    Applications.copy(
        Path.of("target/classes/io/sallyport/servertests/app"),
        inf.resolve("classes/io/sallyport/servertests/app"));
    Applications.copy(Path.of("target/library"), inf.resolve("lib"));
    // The libraries that an application with Redis adds.
    for (String client :
        List.of(
            "redis.clients.jedis.RedisClient",
            "org.apache.commons.pool2.ObjectPool",
            "org.json.JSONObject",
            "com.google.gson.Gson",
            "redis.clients.authentication.core.Token",
            "org.slf4j.Logger")) {
      Path jar = jar(client);
      Applications.copy(jar, inf.resolve("lib").resolve(jar.getFileName()));
    }
    Applications.write(inf.resolve("classes/users.txt"), Applications.usersFile(NAMES));
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    Applications.filter(xml, "sallyport", "io.sallyport.AuthenticationFilter", settings);
    xml.append(
        "<servlet><servlet-name>echo</servlet-name><servlet-class>"
            + "io.sallyport.servertests.app.EchoServlet</servlet-class></servlet>"
            + "<servlet-mapping><servlet-name>echo</servlet-name><url-pattern>/who</url-pattern>"
            + "<url-pattern>/open/who</url-pattern></servlet-mapping>");
    if (settings.get("auth.store").equals("jdbc")) {
      xml.append(
          "<resource-ref><res-ref-name>jdbc/app</res-ref-name>"
              + "<res-type>javax.sql.DataSource</res-type></resource-ref>");
    }
    xml.append("</web-app>");
    Applications.write(inf.resolve("web.xml"), xml.toString());
    Applications.write(
        root.resolve("open/issue.jsp"),
        "<%@ page session=\"false\" %><%= io.sallyport.Sallyport.of(application).actionTokens()"
            + ".issue(\"activate\", \"alice\", java.time.Duration.ofMinutes(5)) %>");
    Applications.write(
        root.resolve("open/done.jsp"),
        "<%@ page session=\"false\" %>done <%= request.getAttribute(\"io.sallyport.action.subject\")"
            + " %>");
  }

  Browser onOne() {
    return new Browser(new Http(one.port()), "/app");
  }

  Browser onTwo() {
    return new Browser(new Http(two.port()), "/app");
  }

  /** Kills the first node. */
  void killOne() throws InterruptedException {
    one.kill();
  }

  void startOneAgain() throws IOException {
    one = node("one");
  }

  /** Returns the nodes in turn. */
  Browser on(int number) {
    return number % 2 == 0 ? onOne() : onTwo();
  }

  StoreServer store() {
    return store;
  }

  @Override
  public void close() {
    one.close();
    two.close();
  }
}
