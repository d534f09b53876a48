package io.sallyport.servertests;

import io.sallyport.fixture.Await;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Requests of every kind to two nodes during a store outage, from eight threads. */
final class OutageLoad {

  /** The allowed answers: revoked credentials are never accepted, valid ones never get 401. */
  static final Set<String> RIGHT =
      Set.of(
          "valid 200",
          "valid 503",
          "revoked 401",
          "revoked 503",
          "session 200",
          "session 503",
          "ended session 401",
          "ended session 503",
          "login 200",
          "login 503",
          "logout 204",
          "logout 503",
          "open 200");

  private static final int THREADS = 8;
  private static final int ROUNDS = 6;

  private final TwoNodes nodes;
  private final String name;
  private final String valid;
  private final String revoked;
  private Browser session;
  private final Browser endedSession;
  private final Queue<String> leaving = new ConcurrentLinkedQueue<>();
  private final List<String> left = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> slowest = new ConcurrentHashMap<>();

  private OutageLoad(TwoNodes nodes, String name) throws IOException {
    this.nodes = nodes;
    this.name = name;
    this.valid = token();
    this.revoked = token();
    this.session = session();
    this.endedSession = session();
    for (int i = 0; i < THREADS; i++) {
      leaving.add(token());
    }
  }

  /** Logs in all credentials, and logs half of them out. */
  static OutageLoad begin(TwoNodes nodes, String name) throws Exception {
    OutageLoad load = new OutageLoad(nodes, name);
    require(204, nodes.onOne().with(load.revoked).post("/auth/logout", "x=y"));
    require(204, nodes.onOne().taking(load.endedSession).post("/auth/logout", "x=y"));
    // Until both nodes have read the logout, both answers are allowed.
    Await.until(
        "the other node knows the logout",
        () -> load.who(1, load.revoked) == 401 && load.who(1, load.endedSession) == 401);
    return load;
  }

  private String token() throws IOException {
    HttpResponse<String> answer = login(0);
    require(200, answer);
    return answer.body().replaceFirst(".*\"access_token\":\"([^\"]+)\".*", "$1");
  }

  private Browser session() throws IOException {
    Browser browser = nodes.onOne();
    require(303, browser.login(name));
    return browser;
  }

  private static void require(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
  }

  private HttpResponse<String> login(int node) throws IOException {
    return nodes
        .on(node)
        .post("/auth/token", "username=" + name + "&password=" + Applications.PASSWORD);
  }

  private int who(int node, String token) throws IOException {
    return nodes.on(node).with(token).get("/who").statusCode();
  }

  private int who(int node, Browser known) throws IOException {
    return nodes.on(node).taking(known).get("/who").statusCode();
  }

  /** Sends the requests of each kind; returns when all are answered. */
  void run() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new CopyOnWriteArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < ROUNDS; i++) {
                    round(number + i);
                  }
                  return null;
                }));
      }
      for (Future<?> thread : running) {
        thread.get(120, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private interface Request {
    int status() throws IOException;
  }

  private void round(int node) throws IOException {
    count("valid", () -> who(node, valid));
    count("revoked", () -> who(node, revoked));
    count("session", () -> who(node, session));
    count("ended session", () -> who(node, endedSession));
    count("login", () -> login(node).statusCode());
    count("open", () -> nodes.on(node).get("/open/who").statusCode());
    String token = leaving.poll();
    if (token != null && count("logout", () -> logout(node, token)) == 204) {
      left.add(token);
    }
  }

  private int logout(int node, String token) throws IOException {
    return nodes.on(node).with(token).post("/auth/logout", "x=y").statusCode();
  }

  private int count(String what, Request request) throws IOException {
    long begin = System.nanoTime();
    int status = request.status();
    long took = (System.nanoTime() - begin) / 1_000_000;
    counts.computeIfAbsent(what + " " + status, ignored -> new AtomicLong()).incrementAndGet();
    slowest.computeIfAbsent(what, ignored -> new AtomicLong()).accumulateAndGet(took, Math::max);
    return status;
  }

  /** Whether both nodes accept tokens, sessions and logins again. */
  boolean isNormal() throws IOException {
    Browser visitor = nodes.onOne();
    if (visitor.login("visitor").statusCode() != 303) {
      return false;
    }
    for (int node = 0; node < 2; node++) {
      if (who(node, valid) != 200 || who(node, visitor) != 200 || login(node).statusCode() != 200) {
        return false;
      }
    }
    return true;
  }

  /**
   * Logs in again if the session is rejected: Jetty deletes a session that it could not read
   * (docs/clustering.md).
   *
   * @return whether the session was rejected
   */
  boolean logInAgainIfRejected() throws IOException {
    boolean rejected = who(0, session) == 401;
    if (rejected) {
      session = session();
    }
    return rejected;
  }

  /** Whether both nodes answer 503 to a valid token. */
  boolean isUnavailable() throws IOException {
    return who(0, valid) == 503 && who(1, valid) == 503;
  }

  /** Returns the callers whose logout was answered with 204, each at both nodes. */
  List<Browser> loggedOut() {
    List<Browser> browsers = new ArrayList<>();
    for (String token : left) {
      browsers.add(nodes.onOne().with(token));
      browsers.add(nodes.onTwo().with(token));
    }
    return browsers;
  }

  /** Returns the number of answers per kind and status. */
  Map<String, Long> counts() {
    return sorted(counts);
  }

  /** Returns the slowest answer of each kind, in milliseconds. */
  Map<String, Long> slowest() {
    return sorted(slowest);
  }

  private static Map<String, Long> sorted(Map<String, AtomicLong> numbers) {
    Map<String, Long> sorted = new TreeMap<>();
    numbers.forEach((what, number) -> sorted.put(what, number.get()));
    return sorted;
  }
}
