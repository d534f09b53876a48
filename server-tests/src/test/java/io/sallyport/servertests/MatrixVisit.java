package io.sallyport.servertests;

import io.sallyport.test.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Requests of one caller, alice with the role employee, to one application. */
final class MatrixVisit {

  static final String OK = "ok";

  private static final int AT_ONCE = 16;

  private final int port;
  private final String application;
  private final boolean bySession;

  MatrixVisit(int port, String application, boolean bySession) {
    this.port = port;
    this.application = application;
    this.bySession = bySession;
  }

  /** Returns the same caller for another application. */
  MatrixVisit at(String other) {
    return new MatrixVisit(port, other, bySession);
  }

  int port() {
    return port;
  }

  String application() {
    return application;
  }

  boolean isBySession() {
    return bySession;
  }

  Browser anonymous() {
    return new Browser(new Http(port), application);
  }

  /** Returns a browser of alice, with a session or a token. */
  Browser alice() throws IOException {
    if (!bySession) {
      return anonymous().with(token("alice", "employee"));
    }
    Browser browser = anonymous();
    HttpResponse<String> login = browser.login();
    if (login.statusCode() != 303) {
      throw new IOException("login status " + login.statusCode());
    }
    return browser;
  }

  static String token(String name, String... roles) {
    String payload = Tokens.payload(name, System.currentTimeMillis() / 1000, roles);
    // With a store a token needs a jti.
    return Tokens.hs256(payload.replace("{", "{\"jti\":\"" + UUID.randomUUID() + "\","));
  }

  /** Returns {@code ok} if the page saw alice with her role. */
  static String seen(HttpResponse<String> response) {
    return response.statusCode() == 200
        ? seen(Http.echo(response.body()))
        : String.valueOf(response.statusCode());
  }

  static String seen(Map<String, String> echo) {
    if (!"alice".equals(echo.get("principal"))) {
      return "anonymous";
    }
    if (!"alice".equals(echo.get("user"))) {
      return "no user";
    }
    boolean roles =
        "true".equals(echo.get("role.employee")) && "false".equals(echo.get("role.approver"));
    return roles ? OK : "no roles";
  }

  /** Returns {@code ok} if the page saw an anonymous caller. */
  static String seenAnonymous(HttpResponse<String> response) {
    Map<String, String> echo = Http.echo(response.body());
    if (response.statusCode() != 200) {
      return String.valueOf(response.statusCode());
    }
    return "".equals(echo.get("principal")) && "false".equals(echo.get("role.employee"))
        ? OK
        : "still " + echo.get("principal");
  }

  static String answered(HttpResponse<String> response, int status) {
    return response.statusCode() == status ? OK : String.valueOf(response.statusCode());
  }

  /** Returns the first observation that is not {@code ok}. */
  static String all(String... observations) {
    for (String observation : observations) {
      if (!observation.equals(OK)) {
        return observation;
      }
    }
    return OK;
  }

  /** Sends sixteen concurrent requests, like a browser that loads the parts of a page. */
  static String atOnce(Browser browser) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        // Each request has a copy, so that all have the present cookies.
        Browser copy = browser.with(browser.token());
        answers.add(threads.submit(() -> seen(copy.get("/open/who"))));
      }
      int correct = 0;
      for (Future<String> answer : answers) {
        correct += answer.get(60, TimeUnit.SECONDS).equals(OK) ? 1 : 0;
      }
      return correct == AT_ONCE ? OK : correct + " of " + AT_ONCE;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Returns {@code ok} if a WebSocket endpoint sees alice with her role. */
  String socket(Browser browser) throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            first.complete(text.toString());
            return null;
          }
        };
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    if (bySession) {
      builder.header("Cookie", browser.cookieHeader());
    } else {
      builder.header("Authorization", "Bearer " + browser.token());
    }
    URI uri = URI.create("ws://127.0.0.1:" + port + application + "/own/socket");
    try {
      WebSocket socket = builder.buildAsync(uri, listener).get(20, TimeUnit.SECONDS);
      String text = first.get(20, TimeUnit.SECONDS);
      socket.abort();
      if (!text.startsWith("principal=alice ")) {
        return "anonymous";
      }
      return text.endsWith(" employee=true approver=false") ? OK : "no roles";
    } catch (ExecutionException e) {
      return "rejected";
    }
  }
}
