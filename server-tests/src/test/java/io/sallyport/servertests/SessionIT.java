package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Begin, duration and end of sessions, and logins at our own endpoints. */
class SessionIT {

  private static final String FORM = "username=alice&password=" + Applications.PASSWORD;
  private static final String JSON =
      "{\"username\":\"alice\",\"password\":\"" + Applications.PASSWORD + "\"}";

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void applicationLoginChangesSessionId(TestServer server) throws IOException {
    Http http = new Http(server.port());
    String before = Http.sessionCookie(http.get("/both/public/login"));
    assertThat(before).isNotEmpty();

    HttpResponse<String> login = http.get("/both/public/login?name=alice", "Cookie", before);
    String after = Http.sessionCookie(login);
    assertThat(after).isNotEmpty().isNotEqualTo(before);
    assertThat(Http.echo(login.body())).containsEntry("basket", "three apples");
    assertThat(http.get("/both/own/a", "Cookie", after).statusCode()).isEqualTo(200);
    assertThat(http.get("/both/own/a", "Cookie", before).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void sameCallerKeepsSessionId(TestServer server) throws IOException {
    Http http = new Http(server.port());
    String cookie = Http.sessionCookie(http.get("/both/public/login?name=alice"));
    HttpResponse<String> again = http.get("/both/public/login?name=alice", "Cookie", cookie);
    assertThat(Http.sessionCookie(again)).isEmpty();
    HttpResponse<String> another = http.get("/both/public/login?name=bob", "Cookie", cookie);
    assertThat(Http.sessionCookie(another)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void anonymousBindingANameStaysAnonymous(TestServer server) throws IOException {
    Http http = new Http(server.port());
    HttpResponse<String> first = http.get("/both/public/bind?login=anna");
    assertThat(Http.echo(first.body())).containsEntry("bound", "anna");
    String cookie = Http.sessionCookie(first);
    assertThat(http.get("/both/own/a", "Cookie", cookie).statusCode()).isEqualTo(401);
    http.get("/both/public/bind?login=anna", "Cookie", cookie);
    assertThat(http.get("/both/own/a", "Cookie", cookie).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void userBindingAnotherNameIsLoggedOut(TestServer server) throws IOException {
    Http http = new Http(server.port());
    String bob = Http.sessionCookie(http.get("/both/public/bind?login=bob&password=checked"));
    assertThat(Http.echo(http.get("/both/own/a", "Cookie", bob).body()))
        .containsEntry("user", "bob");
    http.get("/both/public/bind?login=anna", "Cookie", bob);
    assertThat(http.get("/both/own/a", "Cookie", bob).statusCode()).isEqualTo(401);
    assertThat(http.get("/both/own/a", "Cookie", bob).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void inventedSessionIdIsAnonymous(TestServer server) throws IOException {
    HttpResponse<String> response =
        new Http(server.port()).get("/both/own/a", "Cookie", "JSESSIONID=planted");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(Http.sessionCookie(response)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void sessionEndsAtMaxAge(TestServer server) throws Exception {
    Http http = new Http(server.port());
    String cookie = Http.sessionCookie(http.get("/short/public/login?name=alice"));
    assertThat(http.get("/short/own/a", "Cookie", cookie).statusCode()).isEqualTo(200);
    // Requests keep the session active, so that only the maximum age can end it.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    int status = 200;
    while (status == 200 && System.nanoTime() < deadline) {
      status = http.get("/short/own/a", "Cookie", cookie).statusCode();
    }
    assertThat(status).isEqualTo(401);
  }

  // The idle timeout of the server ends a session. Its user can then open another one.
  @ParameterizedTest
  @EnumSource(TestServer.class)
  void idleSessionEndsAndIsNotCounted(TestServer server) throws IOException {
    Http http = new Http(server.port());
    String laptop = Http.sessionCookie(http.post("/counted/auth/login", FORM));
    String phone = Http.sessionCookie(http.post("/counted/auth/login", FORM));
    assertThat(http.get("/counted/own/a", "Cookie", phone).statusCode()).isEqualTo(200);
    long over = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
    while (System.nanoTime() < over) {
      assertThat(http.get("/counted/own/a", "Cookie", laptop).statusCode()).isEqualTo(200);
    }
    assertThat(http.get("/counted/own/a", "Cookie", phone).statusCode()).isEqualTo(401);
    String tablet = Http.sessionCookie(http.post("/counted/auth/login", FORM));
    assertThat(http.get("/counted/own/a", "Cookie", laptop).statusCode()).isEqualTo(200);
    assertThat(http.get("/counted/own/a", "Cookie", tablet).statusCode()).isEqualTo(200);
    // Above the maximum, the oldest session ends.
    String desktop = Http.sessionCookie(http.post("/counted/auth/login", FORM));
    assertThat(http.get("/counted/own/a", "Cookie", laptop).statusCode()).isEqualTo(401);
    assertThat(http.get("/counted/own/a", "Cookie", desktop).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void formLoginBeginsSessionLogoutEndsIt(TestServer server) throws IOException {
    Http http = new Http(server.port());
    HttpResponse<String> login =
        http.post("/dispatch/auth/login", FORM + "&return-to=%2Fdispatch%2Fown%2Fa%3Fx%3D1");
    assertThat(login.statusCode()).isEqualTo(303);
    assertThat(Http.header(login, "Location")).isEqualTo("/dispatch/own/a?x=1");
    assertThat(Http.header(login, "Set-Cookie")).contains("HttpOnly").doesNotContain("Domain");
    String cookie = Http.sessionCookie(login);
    assertThat(Http.echo(http.get("/dispatch/own/a", "Cookie", cookie).body()))
        .containsEntry("user", "alice")
        .containsEntry("auth", "FORM")
        .containsEntry("role.employee", "true");

    assertThat(http.get("/dispatch/auth/logout", "Cookie", cookie).statusCode()).isEqualTo(405);
    assertThat(
            http.post("/dispatch/auth/logout", "", "Cookie", cookie, "Sec-Fetch-Site", "cross-site")
                .statusCode())
        .isEqualTo(403);
    assertThat(http.get("/dispatch/own/a", "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(http.post("/dispatch/auth/logout", "", "Cookie", cookie).statusCode())
        .isEqualTo(204);
    assertThat(http.get("/dispatch/own/a", "Cookie", cookie).statusCode()).isEqualTo(401);
    assertThat(http.post("/dispatch/auth/logout", "").statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void loginReplacesSessionOfAnotherCaller(TestServer server) throws IOException {
    Http http = new Http(server.port());
    String visitor = Http.sessionCookie(http.get("/dispatch/public/login"));
    HttpResponse<String> login = http.post("/dispatch/auth/login", FORM, "Cookie", visitor);
    String alice = Http.sessionCookie(login);
    assertThat(alice).isNotEmpty().isNotEqualTo(visitor);
    assertThat(http.get("/dispatch/own/a", "Cookie", visitor).statusCode()).isEqualTo(401);
    assertThat(http.get("/dispatch/public/login", "Cookie", alice).body())
        .contains("basket=three apples");

    String bob = Http.sessionCookie(http.get("/dispatch/public/login?name=bob"));
    String again = Http.sessionCookie(http.post("/dispatch/auth/login", FORM, "Cookie", bob));
    assertThat(http.get("/dispatch/own/a", "Cookie", bob).statusCode()).isEqualTo(401);
    assertThat(Http.echo(http.get("/dispatch/own/a", "Cookie", again).body()))
        .containsEntry("user", "alice");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void wrongPasswordAndUnknownNameAreEqual(TestServer server) throws IOException {
    Http http = new Http(server.port());
    HttpResponse<String> wrong = http.post("/dispatch/auth/login", "username=alice&password=wrong");
    HttpResponse<String> unknown =
        http.post("/dispatch/auth/login", "username=unknown&password=wrong");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(unknown.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
    assertThat(Http.sessionCookie(wrong)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void issuedTokenIsAccepted(TestServer server) throws IOException {
    Http http = new Http(server.port());
    HttpResponse<String> answer =
        http.send("POST", "/dispatch/auth/token", JSON, "Content-Type", "application/json");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Http.header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(Http.sessionCookie(answer)).isEmpty();
    assertThat(answer.body())
        .matches("\\{\"access_token\":\"[\\w.-]+\",\"token_type\":\"Bearer\",\"expires_in\":900}");
    String token = answer.body().split("\"")[3];
    Map<String, String> echo =
        Http.echo(http.get("/dispatch/own/a", "Authorization", "Bearer " + token).body());
    assertThat(echo)
        .containsEntry("user", "alice")
        .containsEntry("role.employee", "true")
        .containsEntry("session", "false");
    assertThat(http.post("/dispatch/auth/logout", "", "Authorization", "Bearer " + token).body())
        .contains("unsupported_token_type");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void malformedLoginsAreRejected(TestServer server) throws IOException {
    Http http = new Http(server.port());
    String path = "/dispatch/auth/login";
    assertThat(http.get(path).statusCode()).isEqualTo(405);
    assertThat(http.post(path, "").statusCode()).isEqualTo(400);
    assertThat(http.post(path, "username=alice").statusCode()).isEqualTo(400);
    assertThat(http.post(path, FORM + "&username=alice").statusCode()).isEqualTo(400);
    assertThat(http.post(path, "username=%zz&password=x").statusCode()).isEqualTo(400);
    assertThat(http.post(path + "?username=a&password=b", FORM).statusCode()).isEqualTo(400);
    assertThat(http.post(path, FORM, "Content-Type", "text/plain").statusCode()).isEqualTo(415);
    assertThat(http.post(path, "{", "Content-Type", "application/json").statusCode())
        .isEqualTo(400);
    assertThat(http.post(path, "username=a&password=" + "x".repeat(20_000)).statusCode())
        .isEqualTo(413);
    assertThat(http.post(path, "username=a&password=" + "x".repeat(2_000)).statusCode())
        .isEqualTo(401);
    assertThat(http.post(path, FORM, "Origin", "https://evil.example").statusCode()).isEqualTo(403);
    for (String target :
        new String[] {
          "//evil.example", "https://evil.example", "/%0d%0aX:y", "/\\evil", "/other"
        }) {
      HttpResponse<String> login = http.post(path, FORM + "&return-to=" + target);
      assertThat(Http.header(login, "Location")).isEqualTo("/dispatch/");
    }
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void onlyBrowsersAreSentToLoginPage(TestServer server) throws IOException {
    Http http = new Http(server.port());
    HttpResponse<String> browser =
        http.get("/dispatch/own/a?x=1&y=2", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    assertThat(browser.statusCode()).isEqualTo(302);
    assertThat(Http.header(browser, "Location"))
        .isEqualTo("/dispatch/login.html?return-to=%2Fdispatch%2Fown%2Fa%3Fx%3D1%26y%3D2");
    assertThat(http.get("/dispatch/login.html").body()).contains("Who are you?");
    HttpResponse<String> script =
        http.get("/dispatch/own/a", "Accept", "text/html", "X-Requested-With", "XMLHttpRequest");
    assertThat(script.statusCode()).isEqualTo(401);
    assertThat(http.get("/dispatch/own/a", "Accept", "application/json").statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void keySetKeysAreFoundByKeyId(TestServer server) throws IOException {
    Http http = new Http(server.port());
    String claims = Tokens.payload("alice", System.currentTimeMillis() / 1000, "employee");
    for (String algorithm : new String[] {"RS256", "ES256", "EdDSA"}) {
      String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"key-" + algorithm + "\"}";
      String token = Tokens.signed(header, claims, algorithm);
      assertThat(http.get("/keys/own/a", "Authorization", "Bearer " + token).statusCode())
          .as(algorithm)
          .isEqualTo(200);
      String other = Tokens.signed(header.replace("key-", "no-"), claims, algorithm);
      assertThat(http.get("/keys/own/a", "Authorization", "Bearer " + other).statusCode())
          .isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void containerCallerHasItsRoles(TestServer server) throws IOException {
    Http http = new Http(server.port());
    String basic =
        "Basic "
            + java.util.Base64.getEncoder()
                .encodeToString(
                    ("alice:" + Applications.PASSWORD)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(http.get("/realm/own/basic").statusCode()).isEqualTo(401);
    HttpResponse<String> known = http.get("/realm/own/basic", "Authorization", basic);
    assertThat(Http.echo(known.body()))
        .containsEntry("principal", "alice")
        .containsEntry("user", "alice")
        .containsEntry("auth", "BASIC")
        .containsEntry("role.employee", "true")
        .containsEntry("role.approver", "false");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void realmLoginBeginsSessionLogoutEndsIt(TestServer server) throws IOException {
    Http http = new Http(server.port());
    assertThat(http.post("/realm/auth/login", "username=alice&password=wrong").statusCode())
        .isEqualTo(401);
    HttpResponse<String> login = http.post("/realm/auth/login", FORM);
    assertThat(login.statusCode()).isEqualTo(303);
    String cookie = Http.sessionCookie(login);
    assertThat(Http.echo(http.get("/realm/own/a", "Cookie", cookie).body()))
        .containsEntry("user", "alice")
        .containsEntry("role.employee", "true");
    assertThat(http.get("/realm/admin/a", "Cookie", cookie).statusCode()).isEqualTo(403);
    assertThat(http.post("/realm/auth/logout", "", "Cookie", cookie).statusCode()).isEqualTo(204);
    assertThat(http.get("/realm/own/a", "Cookie", cookie).statusCode()).isEqualTo(401);

    HttpResponse<String> token = http.post("/realm/auth/token", FORM);
    // The password is checked by Undertow's login(), which begins a session.
    if (server != TestServer.UNDERTOW) {
      assertThat(Http.sessionCookie(token)).isEmpty();
    }
    String bearer = "Bearer " + token.body().split("\"")[3];
    assertThat(Http.echo(http.get("/realm/own/a", "Authorization", bearer).body()))
        .containsEntry("user", "alice")
        .containsEntry("role.employee", "true")
        .containsEntry("session", "false");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void exampleWebXmlWorksUnchanged(TestServer server) throws IOException {
    Http http = new Http(server.port());
    assertThat(http.get("/example/public/a.txt").body()).contains("public text");
    assertThat(http.get("/example/claims/a.txt").statusCode()).isEqualTo(401);
    assertThat(Http.header(http.get("/example/claims/a.txt", "Accept", "text/html"), "Location"))
        .startsWith("/example/login.html?return-to=");
    String claims =
        Tokens.payload("alice", System.currentTimeMillis() / 1000)
            .replace("\"" + Tokens.AUDIENCE + "\"", "\"expenses\"");
    String bearer = "Bearer " + Tokens.hs256(claims);
    assertThat(http.get("/example/claims/a.txt", "Authorization", bearer).body())
        .contains("text for authenticated callers");
    assertThat(http.get("/example/admin/x", "Authorization", bearer).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void webSocketHasItsCaller(TestServer server) throws Exception {
    String token = Tokens.good("alice", System.currentTimeMillis() / 1000, "employee");
    assertThat(connect(server, "Bearer " + token)).startsWith("principal=alice ");
    assertThat(connect(server, "Bearer wrong")).isEqualTo("rejected");
  }

  private static String connect(TestServer server, String authorization) throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            first.complete(text.toString());
            return null;
          }
        };
    URI uri = URI.create("ws://127.0.0.1:" + server.port() + "/dispatch/own/socket");
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", authorization)
            .buildAsync(uri, listener)
            .exceptionally(rejected -> null)
            .get(20, TimeUnit.SECONDS);
    if (socket == null) {
      return "rejected";
    }
    String text = first.get(20, TimeUnit.SECONDS);
    socket.abort();
    return text;
  }
}
