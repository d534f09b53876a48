package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.test.Tokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sample WAR, started by {@code java -jar} and deployed on Tomcat. */
class SampleWarIT {

  private static final Path WAR = Path.of(System.getProperty("sample.war"));
  private static final String HTML = "text/html";

  @Test
  void warStartsWithJavaJar() throws Exception {
    Path log = Path.of("target/server-logs/sample-jar.log");
    Path temp = Path.of("target/work/sample-temp").toAbsolutePath();
    Applications.empty(temp);
    Map<String, String> properties =
        Map.of("log.levels", "io.sallyport=ALL", "java.io.tmpdir", temp.toString());
    ServerProcess sample =
        ServerProcess.java(
            log, properties, Optional.empty(), "-jar", WAR.toString(), "--port", "0");
    try {
      assertThat(temp).isNotEmptyDirectory();
      use(new Http(sample.port()));
    } finally {
      sample.terminate();
    }
    assertThat(temp).isEmptyDirectory();
    assertLogHasNoSecrets(log);
  }

  @ParameterizedTest
  @EnumSource(
      value = TestServer.class,
      names = {"TOMCAT_10_1", "TOMCAT_11"})
  void warNeedsAKeyOnTomcat(TestServer server) throws Exception {
    Path log = Path.of("target/server-logs/sample-keyless-" + server.folder() + ".log");
    assertThatThrownBy(() -> server.startWith(WAR, log, Map.of()).close())
        .isInstanceOf(IOException.class);
    assertThat(Files.readString(log))
        .contains("Sallyport cannot start")
        .contains("auth.jwt.secretkey");
  }

  @ParameterizedTest
  @EnumSource(
      value = TestServer.class,
      names = {"TOMCAT_10_1", "TOMCAT_11"})
  void warDeploysOnTomcat(TestServer server) throws Exception {
    Path log = Path.of("target/server-logs/sample-" + server.folder() + ".log");
    ServerProcess sample = server.startWith(WAR, log, Map.of("auth.jwt.secretkey", Tokens.SECRET));
    try (sample) {
      use(new Http(sample.port()));
    }
    assertLogHasNoSecrets(log);
  }

  @Test
  void systemPropertiesOverrideWebXml() throws Exception {
    Map<String, String> properties =
        Map.of(
            "auth.mode", "jwt",
            "mp.jwt.verify.publickey", Tokens.publicJwk("ES256", "outside"),
            "mp.jwt.verify.issuer", Tokens.ISSUER,
            "mp.jwt.verify.audiences", Tokens.AUDIENCE,
            "auth.login.path", "",
            "auth.token.path", "",
            "auth.jwt.role-paths", "realm_access.roles");
    ServerProcess sample =
        ServerProcess.java(
            Path.of("target/server-logs/sample-outside.log"),
            properties,
            Optional.empty(),
            "-jar",
            WAR.toString(),
            "--port",
            "0");
    try {
      String claims =
          Tokens.payload("dora", System.currentTimeMillis() / 1000)
              .replace("\"groups\":[]", "\"realm_access\":{\"roles\":[\"admin\"]}");
      String token = Tokens.signed("{\"alg\":\"ES256\",\"kid\":\"outside\"}", claims, "ES256");
      Http http = new Http(sample.port());
      assertThat(http.get("/api/admin", "Authorization", "Bearer " + token).body())
          .contains("the books of all departments");
    } finally {
      sample.terminate();
    }
  }

  @Test
  void invalidSettingsAreAllReported() throws Exception {
    Path log = Path.of("target/server-logs/sample-bad.log");
    assertThatThrownBy(
            () ->
                ServerProcess.java(
                    log,
                    Map.of("auth.mode", "jtw", "auth.jwt.secretkey", "too-short"),
                    Optional.empty(),
                    "-jar",
                    WAR.toString(),
                    "--port",
                    "0"))
        .isInstanceOf(IOException.class);
    assertThat(Files.readString(log))
        .contains(": \"jtw\" is not valid; use session, jwt or both (did you mean jwt?)")
        .contains(": the secret has 72 bits, HS256 needs 256")
        .doesNotContain("too-short");
  }

  @Test
  void refreshTokenAndActionLinkWork() throws Exception {
    Map<String, String> properties =
        Map.of(
            "auth.store", "memory",
            "auth.refresh.path", "/auth/refresh",
            "auth.action.path", "/auth/action",
            "auth.action.target", "/WEB-INF/activated.jsp");
    ServerProcess sample =
        ServerProcess.java(
            Path.of("target/server-logs/sample-store.log"),
            properties,
            Optional.empty(),
            "-jar",
            WAR.toString(),
            "--port",
            "0");
    try {
      Http http = new Http(sample.port());
      useActionLink(http);
      useRefreshToken(http);
    } finally {
      sample.terminate();
    }
  }

  private static void useActionLink(Http http) throws IOException {
    String[] carol = {"Authorization", "Bearer " + token(http, "carol")};
    String[] bob = {"Authorization", "Bearer " + token(http, "bob")};
    assertThat(http.post("/api/admin/links", "name=dora", bob).statusCode()).isEqualTo(403);
    assertThat(http.get("/api/admin/links", carol).statusCode()).isEqualTo(405);
    assertThat(http.post("/api/admin/links", "name=", carol).statusCode()).isEqualTo(400);
    HttpResponse<String> created = http.post("/api/admin/links", "name=dora", carol);
    assertThat(created.body()).startsWith("{\"token\":\"eyJ");
    String token = created.body().split("\"")[3];
    HttpResponse<String> page = http.get("/auth/action?token=" + token);
    assertThat(page.body()).contains("<button type=\"submit\">", token);
    HttpResponse<String> pressed = http.post("/auth/action", "token=" + token);
    assertThat(pressed.statusCode()).isEqualTo(200);
    assertThat(pressed.body()).contains("<b>dora</b> is active");
    assertThat(http.post("/auth/action", "token=" + token).statusCode()).isEqualTo(400);
  }

  private static void useRefreshToken(Http http) throws IOException {
    HttpResponse<String> login =
        http.post("/auth/token", "username=bob&password=bob-demo-password");
    String refresh = member(login, "refresh_token");
    HttpResponse<String> second = http.post("/auth/refresh", "refresh_token=" + refresh);
    assertThat(second.statusCode()).isEqualTo(200);
    String[] bob = {"Authorization", "Bearer " + member(second, "access_token")};
    assertThat(http.get("/api/whoami", bob).statusCode()).isEqualTo(200);
    assertThat(http.post("/auth/logout", "", bob).statusCode()).isEqualTo(204);
    assertThat(http.get("/api/whoami", bob).statusCode()).isEqualTo(401);
  }

  private static String member(HttpResponse<String> answer, String name) {
    Matcher value = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer.body());
    assertThat(value.find()).as(name).isTrue();
    return value.group(1);
  }

  private static void use(Http http) throws IOException {
    useBrowser(http);
    useApi(http);
    assertThat(http.get("/public/hello").body()).startsWith("Hello");
    assertThat(http.get("/public/forward?to=/api/admin").statusCode()).isEqualTo(401);
    assertThat(http.get("/style.css").statusCode()).isEqualTo(200);
    assertThat(http.get("/style.css").headers().firstValue("Cache-Control")).isEmpty();
  }

  private static void useBrowser(Http http) throws IOException {
    HttpResponse<String> sent = http.get("/claims?year=2026", "Accept", HTML);
    assertThat(Http.header(sent, "Location"))
        .isEqualTo("/login.jsp?return-to=%2Fclaims%3Fyear%3D2026");
    HttpResponse<String> form = http.get(Http.header(sent, "Location"), "Accept", HTML);
    assertThat(hidden(form.body())).isEqualTo("/claims?year=2026");

    HttpResponse<String> login =
        http.post(
            "/login",
            "username=alice&password=alice-demo-password&return-to=" + hidden(form.body()));
    assertThat(login.statusCode()).isEqualTo(302);
    assertThat(Http.header(login, "Location")).endsWith("/claims?year=2026");
    String cookie = Http.sessionCookie(login);
    assertThat(Http.header(login, "Set-Cookie")).contains("HttpOnly").contains("SameSite=Lax");

    String page = http.get("/claims", "Cookie", cookie).body();
    assertThat(page).contains("Logged in as <b>alice</b>").doesNotContain("approver");
    assertThat(http.post("/claims/approve", "number=1", "Cookie", cookie).statusCode())
        .isEqualTo(403);
    HttpResponse<String> rejected = http.get("/api/admin", "Cookie", cookie, "Accept", HTML);
    assertThat(rejected.statusCode()).isEqualTo(403);
    assertThat(rejected.body()).contains("You are <b>alice</b>").doesNotContain("books");
    HttpResponse<String> broken = http.get("/report", "Cookie", cookie, "Accept", HTML);
    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(broken.body()).contains("You are <b>alice</b>");
    assertThat(http.post("/claims", "purpose=Tea&amount=3.50", "Cookie", cookie).statusCode())
        .isEqualTo(302);
    assertThat(http.get("/claims", "Cookie", cookie).body()).contains("Tea");
    assertThat(
            http.post(
                    "/claims",
                    "purpose=Evil&amount=1",
                    "Cookie",
                    cookie,
                    "Sec-Fetch-Site",
                    "cross-site")
                .statusCode())
        .isEqualTo(403);
    assertThat(http.get("/api/slow", "Cookie", cookie).body()).contains("\"name\":\"alice\"");

    HttpResponse<String> next =
        http.post("/login", "username=carol&password=carol-demo-password", "Cookie", cookie);
    assertThat(Http.sessionCookie(next)).isNotEmpty().isNotEqualTo(cookie);
    assertThat(http.get("/api/whoami", "Cookie", cookie).statusCode()).isEqualTo(401);
    cookie = Http.sessionCookie(next);
    assertThat(http.get("/api/admin", "Cookie", cookie).statusCode()).isEqualTo(200);

    http.post("/logout", "", "Cookie", cookie);
    assertThat(http.get("/api/whoami", "Cookie", cookie).statusCode()).isEqualTo(401);

    HttpResponse<String> ours = http.post("/auth/login", "username=bob&password=bob-demo-password");
    assertThat(Http.header(ours, "Location")).isEqualTo("/claims");
    assertThat(http.get("/claims", "Cookie", Http.sessionCookie(ours)).body())
        .contains("<b>bob</b>, approver");
    HttpResponse<String> wrong = http.post("/auth/login", "username=bob&password=wrong");
    assertThat(Http.header(wrong, "Location")).isEqualTo("/login-error.jsp");
  }

  private static String hidden(String page) {
    Matcher value = Pattern.compile("name=\"return-to\" value=\"([^\"]*)\"").matcher(page);
    assertThat(value.find()).isTrue();
    return value.group(1);
  }

  private static void useApi(Http http) throws IOException {
    String bob = token(http, "bob");
    String carol = token(http, "carol");
    assertThat(
            http.post("/api/admin/links", "name=dora", "Authorization", "Bearer " + carol)
                .statusCode())
        .isEqualTo(501);
    HttpResponse<String> whoami = http.get("/api/whoami", "Authorization", "Bearer " + bob);
    assertThat(whoami.body())
        .isEqualTo("{\"name\":\"bob\",\"approver\":true,\"by\":\"BEARER\",\"session\":false}");
    assertThat(Http.sessionCookie(whoami)).isEmpty();
    assertThat(http.get("/api/claims", "Authorization", "Bearer " + bob).body())
        .contains("Train to Hull");
    assertThat(http.get("/api/admin").statusCode()).isEqualTo(401);
    assertThat(http.get("/api/admin", "Authorization", "Bearer " + bob).statusCode())
        .isEqualTo(403);
    assertThat(http.get("/api/admin", "Authorization", "Bearer " + carol).statusCode())
        .isEqualTo(200);
    String cookie =
        Http.sessionCookie(http.post("/login", "username=alice&password=alice-demo-password"));
    assertThat(
            http.get("/api/whoami", "Cookie", cookie, "Authorization", "Bearer " + bob + "x")
                .statusCode())
        .isEqualTo(401);
  }

  private static String token(Http http, String name) throws IOException {
    HttpResponse<String> answer =
        http.send(
            "POST",
            "/auth/token",
            "{\"username\":\"" + name + "\",\"password\":\"" + name + "-demo-password\"}",
            "Content-Type",
            "application/json");
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body().split("\"")[3];
  }

  private static void assertLogHasNoSecrets(Path log) throws IOException {
    assertThat(Files.readString(log))
        .contains("Sallyport started: application=/")
        .contains("rejected MISSING_ROLE")
        .contains("rejected BAD_CREDENTIALS")
        .doesNotContain("-demo-password")
        .doesNotContain(Tokens.SECRET)
        .doesNotContainPattern("eyJ[A-Za-z0-9_-]{8,}");
  }
}
