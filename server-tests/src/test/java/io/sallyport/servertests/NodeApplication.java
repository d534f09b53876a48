package io.sallyport.servertests;

import io.sallyport.test.Tokens;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The application that runs on two nodes. */
final class NodeApplication {

  // The libraries that an application with Redis adds.
  private static final List<String> REDIS_CLIENT =
      List.of(
          "redis.clients.jedis.RedisClient",
          "org.apache.commons.pool2.ObjectPool",
          "org.json.JSONObject",
          "com.google.gson.Gson",
          "redis.clients.authentication.core.Token",
          "org.slf4j.Logger");

  private NodeApplication() {}

  /** The settings of every such application; the rules and the store are missing. */
  static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("auth.mode", "both");
    settings.put("auth.jwt.secretkey", Tokens.SECRET);
    settings.put("mp.jwt.verify.issuer", Tokens.ISSUER);
    settings.put("mp.jwt.verify.audiences", Tokens.AUDIENCE);
    settings.put("auth.login.user-store", "file");
    settings.put("auth.login.users-file", "classpath:users.txt");
    settings.put("auth.login.path", "/auth/login");
    settings.put("auth.logout.path", "/auth/logout");
    return settings;
  }

  /**
   * Writes the application.
   *
   * @param usersFile the users who can log in
   * @param more the elements of web.xml beside the filter and the servlet
   */
  static void deploy(Path root, Map<String, String> settings, String usersFile, String more)
      throws IOException {
    Path inf = root.resolve("WEB-INF");
    Applications.copy(
        Path.of("target/classes/io/sallyport/servertests/app"),
        inf.resolve("classes/io/sallyport/servertests/app"));
    Applications.copy(Path.of("target/library"), inf.resolve("lib"));
    for (String client : REDIS_CLIENT) {
      Path jar = jar(client);
      Applications.copy(jar, inf.resolve("lib").resolve(jar.getFileName()));
    }
    Applications.write(inf.resolve("classes/users.txt"), usersFile);
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    Applications.filter(xml, "sallyport", "io.sallyport.AuthenticationFilter", settings);
    xml.append(
        "<servlet><servlet-name>echo</servlet-name><servlet-class>"
            + "io.sallyport.servertests.app.EchoServlet</servlet-class></servlet>"
            + "<servlet-mapping><servlet-name>echo</servlet-name><url-pattern>/who</url-pattern>"
            + "<url-pattern>/open/who</url-pattern></servlet-mapping>");
    xml.append(more).append("</web-app>");
    Applications.write(inf.resolve("web.xml"), xml.toString());
  }

  /** The library that has this class. */
  static Path jar(String className) {
    try {
      return Path.of(
          Class.forName(className).getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
