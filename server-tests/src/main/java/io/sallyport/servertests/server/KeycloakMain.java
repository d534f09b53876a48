package io.sallyport.servertests.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Starts Keycloak in development mode, with a database file and a realm from JSON. */
public final class KeycloakMain {

  /** The password of the user admin. */
  private static final String PASSWORD = System.getProperty("admin.password", "");

  private KeycloakMain() {}

  /**
   * Arguments: a folder that is kept between starts, Keycloak's home, the realm, the port (a part
   * of the issuer's name).
   */
  public static void main(String[] arguments) throws Exception {
    ServerFolder folder = ServerFolder.kept(Path.of(arguments[0]));
    Path home = home(folder, Path.of(arguments[1]).toAbsolutePath(), Path.of(arguments[2]));
    int port = Integer.parseInt(arguments[3]);
    try (ChildServer server =
        ChildServer.start(
            folder,
            Map.of(
                "KC_BOOTSTRAP_ADMIN_USERNAME", "admin",
                "KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD,
                "JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m"),
            "sh",
            home.resolve("bin/kc.sh").toString(),
            "start-dev",
            "--import-realm",
            "--cache=local",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            // Used only for health and metrics, which are off. A free port avoids conflicts.
            "--http-management-port=" + ServerFolder.freePort())) {
      server.await("Keycloak", () -> server.log().stream().anyMatch(KeycloakMain::isReady));
      server.awaitHttp(port);
      ServerLife.ready(port);
    }
  }

  private static boolean isReady(String line) {
    return line.contains("Listening on:");
  }

  // Keycloak writes its compiled configuration and its data into its home folder.
  private static Path home(ServerFolder folder, Path unpacked, Path realm) throws IOException {
    Path home = folder.path("keycloak");
    if (!Files.exists(home)) {
      folder.copy(unpacked, "keycloak");
      Files.copy(realm, folder.folder("keycloak/data/import").resolve("realm.json"));
    }
    return home;
  }
}
