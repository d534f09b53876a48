package io.sallyport.servertests;

import io.sallyport.test.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Keycloak with one realm, with calls of its token endpoint and its admin API. */
final class Keycloak implements AutoCloseable {

  static final Path LOG = Path.of("target/server-logs/keycloak.log");

  private static final String REALM = "company";
  private static final String ADMIN_PASSWORD = "admin-test-password-64";

  /** The passwords of realm.json. */
  private static final Map<String, String> PASSWORDS =
      Map.of("ann", "ann-test-password-37", "carla", "carla-test-password-52");

  private final int port;
  private final Http http;
  private Optional<ServerProcess> process = Optional.empty();

  private Keycloak(int port) {
    this.port = port;
    this.http = new Http(port);
  }

  /** Returns a Keycloak that has not been started yet; its issuer is already defined. */
  static Keycloak notStarted() throws IOException {
    Applications.empty(work());
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Keycloak(socket.getLocalPort());
    }
  }

  private static Path work() {
    return Path.of("target/work/keycloak").toAbsolutePath();
  }

  String issuer() {
    return "http://127.0.0.1:" + port + "/realms/" + REALM;
  }

  /** Starts Keycloak with its data of an earlier run. Returns the start-up time. */
  Duration start() throws IOException {
    long begun = System.nanoTime();
    process =
        Optional.of(
            ServerProcess.java(
                LOG,
                Map.of("admin.password", ADMIN_PASSWORD),
                Optional.of(Path.of("target/classes").toAbsolutePath().toString()),
                "io.sallyport.servertests.server.KeycloakMain",
                work().toString(),
                Path.of("target/servers/keycloak/keycloak-26.7.3").toAbsolutePath().toString(),
                Path.of("target/test-classes/keycloak/realm.json").toAbsolutePath().toString(),
                Integer.toString(port)));
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  boolean isRunning() {
    return process.isPresent();
  }

  @Override
  public void close() {
    process.ifPresent(ServerProcess::close);
    process = Optional.empty();
  }

  /** Returns the tokens that the token endpoint issues to a client for a user's password. */
  IssuedTokens login(String client, String user) throws IOException {
    return IssuedTokens.of(body(grant(REALM, client, user, PASSWORDS.get(user)), 200));
  }

  private HttpResponse<String> grant(String realm, String client, String user, String password)
      throws IOException {
    return http.post(
        "/realms/" + realm + "/protocol/openid-connect/token",
        "grant_type=password&scope=openid&client_id="
            + client
            + "&username="
            + user
            + "&password="
            + password);
  }

  /**
   * Adds a key as the administrator. It signs from now on if its priority is the highest (the first
   * key has 100). The earlier keys stay published.
   */
  void addKey(String name, int priority) throws IOException {
    String component =
        "{\"name\":\""
            + name
            + "\",\"providerId\":\"rsa-generated\","
            + "\"providerType\":\"org.keycloak.keys.KeyProvider\",\"config\":{"
            + "\"priority\":[\""
            + priority
            + "\"],\"enabled\":[\"true\"],\"active\":[\"true\"],"
            + "\"algorithm\":[\"RS256\"],\"keySize\":[\"2048\"]}}";
    body(admin("POST", "/components", component), 201);
  }

  /** Removes a key as the administrator. */
  void withdrawKey(String name) throws IOException {
    String found =
        body(
            admin("GET", "/components?type=org.keycloak.keys.KeyProvider&name=" + name, null), 200);
    body(admin("DELETE", "/components/" + IssuedTokens.member(found, "id"), null), 204);
  }

  /**
   * Sets the back-channel logout URL of a client (OpenID Connect Back-Channel Logout).
   *
   * @param sessionNamed whether the logout token names the session; otherwise only the user
   */
  void setBackChannelLogout(String client, String url, boolean sessionNamed) throws IOException {
    String found = body(admin("GET", "/clients?clientId=" + client, null), 200);
    String changed =
        "{\"clientId\":\""
            + client
            + "\",\"frontchannelLogout\":false,\"attributes\":{\"backchannel.logout.url\":\""
            + url
            + "\",\"backchannel.logout.session.required\":\""
            + sessionNamed
            + "\"}}";
    body(admin("PUT", "/clients/" + IssuedTokens.member(found, "id"), changed), 204);
  }

  /** Logs a user out of one session. */
  void logout(String client, IssuedTokens session) throws IOException {
    body(
        http.post(
            "/realms/" + REALM + "/protocol/openid-connect/logout",
            "client_id=" + client + "&refresh_token=" + session.refresh()),
        204);
  }

  private HttpResponse<String> admin(String method, String path, String body) throws IOException {
    // The token is valid for one minute, so each call requests a new one.
    String token =
        IssuedTokens.member(
            body(grant("master", "admin-cli", "admin", ADMIN_PASSWORD), 200), "access_token");
    return http.send(
        method,
        "/admin/realms/" + REALM + path,
        body,
        "Authorization",
        "Bearer " + token,
        "Content-Type",
        "application/json");
  }

  private static String body(HttpResponse<String> response, int expected) throws IOException {
    if (response.statusCode() != expected) {
      throw new IOException(
          response.uri().getPath()
              + " has status "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return response.body();
  }

  /** Returns a token with this issuer's name that another key signed. */
  String forged(String keyId) {
    long now = System.currentTimeMillis() / 1000;
    return Tokens.signed(
        "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + keyId + "\"}",
        "{\"iss\":\""
            + issuer()
            + "\",\"aud\":\"expenses\",\"azp\":\"expenses\",\"typ\":\"Bearer\",\"sub\":\"x\","
            + "\"preferred_username\":\"ann\",\"realm_access\":{\"roles\":[\"employee\"]},\"exp\":"
            + (now + 600)
            + "}",
        "RS256");
  }

  /** The tokens of one login. */
  static final class IssuedTokens {

    private final String access;
    private final String id;
    private final String refresh;

    private IssuedTokens(String access, String id, String refresh) {
      this.access = access;
      this.id = id;
      this.refresh = refresh;
    }

    private static IssuedTokens of(String body) {
      return new IssuedTokens(
          member(body, "access_token"), member(body, "id_token"), member(body, "refresh_token"));
    }

    private static String member(String json, String name) {
      Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
      if (!found.find()) {
        throw new IllegalArgumentException("no " + name);
      }
      return found.group(1);
    }

    String access() {
      return access;
    }

    String id() {
      return id;
    }

    String refresh() {
      return refresh;
    }

    /** Returns the header, which contains the key ID. */
    String header() {
      return access.substring(0, access.indexOf('.'));
    }
  }
}
