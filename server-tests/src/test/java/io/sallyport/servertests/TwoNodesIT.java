package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import io.sallyport.servertests.store.Postgres;
import io.sallyport.servertests.store.Redis;
import io.sallyport.servertests.store.StoreServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What two nodes agree on, over sockets: a real PostgreSQL for sessions; that or Redis for the
 * rest.
 */
@Timeout(240)
@Tag("full-servers")
class TwoNodesIT {

  private static final int AT_ONCE = 64;

  private static Postgres sessions;
  private static Postgres database;
  private static Redis redis;

  @BeforeAll
  static void start() {
    sessions = new Postgres();
    database = new Postgres();
    redis = new Redis();
  }

  @AfterAll
  static void end() throws Exception {
    redis.close();
    database.close();
    sessions.close();
    for (String node : List.of("one", "two")) {
      assertThat(Files.readString(Path.of("target/server-logs/node-" + node + ".log")))
          .doesNotContainPattern("eyJ[A-Za-z0-9_-]{8,}")
          .doesNotContain(Applications.PASSWORD);
    }
  }

  private static TwoNodes nodes(String store) throws IOException {
    StoreServer kept = store.equals("redis") ? redis : database;
    return TwoNodes.start(sessions, kept);
  }

  private static Map<String, Object> json(HttpResponse<String> response) throws IOException {
    try {
      return StrictJson.parseObject(response.body().getBytes(StandardCharsets.UTF_8));
    } catch (JsonFormatException e) {
      throw new IOException(response.statusCode() + " " + response.body(), e);
    }
  }

  private static Map<String, Object> tokens(Browser browser) throws IOException {
    return json(browser.post("/auth/token", "username=alice&password=" + Applications.PASSWORD));
  }

  private static int who(Browser browser) throws IOException {
    return browser.get("/who").statusCode();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  /** How many milliseconds it took. */
  private static long await(String what, Condition condition) throws Exception {
    long begin = System.nanoTime();
    while (!condition.holds()) {
      assertThat(System.nanoTime() - begin).as(what).isLessThan(TimeUnit.SECONDS.toNanos(30));
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return (System.nanoTime() - begin) / 1_000_000;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "redis"})
  void whoLogsInOnOneIsKnownOnTheOtherAlsoWhenTheFirstIsKilled(String store) throws Exception {
    try (TwoNodes nodes = nodes(store)) {
      Browser alice = nodes.onOne();
      assertThat(alice.login().statusCode()).isEqualTo(303);
      assertThat(who(alice)).isEqualTo(200);
      Browser there = nodes.onTwo().taking(alice);
      assertThat(there.get("/who").body()).contains("principal=alice");
      String access = (String) tokens(nodes.onOne()).get("access_token");
      assertThat(who(nodes.onTwo().with(access))).isEqualTo(200);
      nodes.killOne();
      assertThat(there.get("/who").body()).contains("principal=alice");
      assertThat(who(nodes.onTwo().with(access))).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "redis"})
  void whatIsLoggedOutOnOneIsDeadOnTheOther(String store) throws Exception {
    try (TwoNodes nodes = nodes(store)) {
      // The session, and the token.
      Browser alice = nodes.onOne();
      alice.login();
      Browser there = nodes.onTwo().taking(alice);
      Map<String, Object> tokens = tokens(nodes.onOne());
      Browser bearer = nodes.onTwo().with((String) tokens.get("access_token"));
      assertThat(who(there)).isEqualTo(200);
      assertThat(who(bearer)).isEqualTo(200);
      assertThat(alice.post("/auth/logout", "x=y").statusCode()).isEqualTo(204);
      long session = await("the session is dead", () -> who(there) == 401);
      Browser out = nodes.onOne().with((String) tokens.get("access_token"));
      assertThat(out.post("/auth/logout", "x=y").statusCode()).isEqualTo(204);
      long token = await("the token is dead", () -> who(bearer) == 401);
      assertThat(
              nodes
                  .onTwo()
                  .post("/auth/refresh", "refresh_token=" + tokens.get("refresh_token"))
                  .statusCode())
          .isEqualTo(400);
      // Everything of a person.
      Browser second = nodes.onTwo();
      second.login();
      Browser third = nodes.onOne().with((String) tokens(nodes.onTwo()).get("access_token"));
      assertThat(who(third)).isEqualTo(200);
      assertThat(second.post("/auth/logout", "everywhere=true").statusCode()).isEqualTo(204);
      long everything = await("everything is dead", () -> who(third) == 401);
      System.out.println(
          store
              + ": dead on the other node after ms: session "
              + session
              + ", token "
              + token
              + ", everywhere "
              + everything);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "redis"})
  void ofManyUsesOnBothNodesExactlyOneSucceeds(String store) throws Exception {
    try (TwoNodes nodes = nodes(store)) {
      Object refresh = tokens(nodes.onOne()).get("refresh_token");
      assertThat(
              atOnce(
                  node ->
                      browser(nodes, node)
                          .post("/auth/refresh", "refresh_token=" + refresh)
                          .statusCode()))
          .containsOnlyOnce(200)
          .containsOnly(200, 400);
      String action = nodes.onOne().get("/open/issue.jsp").body().trim();
      assertThat(
              atOnce(
                  node ->
                      browser(nodes, node).post("/auth/action", "token=" + action).statusCode()))
          .containsOnlyOnce(200)
          .containsOnly(200, 400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "redis"})
  void sessionsAndGuessesAreCountedOverBothNodes(String store) throws Exception {
    try (TwoNodes nodes = nodes(store)) {
      List<Browser> browsers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Browser browser = browser(nodes, i);
        assertThat(browser.login().statusCode()).isEqualTo(303);
        browsers.add(browser);
      }
      await("the oldest of four is over", () -> who(browsers.get(0)) == 401);
      for (Browser browser : browsers.subList(1, 4)) {
        assertThat(who(browser)).isEqualTo(200);
      }
      for (int i = 0; i < 10; i++) {
        assertThat(
                browser(nodes, i).post("/auth/token", "username=mallory&password=x").statusCode())
            .isEqualTo(401);
      }
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> refused =
            browser(nodes, i).post("/auth/token", "username=Mallory&password=x");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Http.header(refused, "Retry-After")).isEqualTo("300");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "redis"})
  void noWrongDecisionWhileTheStoreHangsOrIsKilledUnderLoad(String store) throws Exception {
    try (TwoNodes nodes = nodes(store)) {
      String good = (String) tokens(nodes.onOne()).get("access_token");
      String gone = (String) tokens(nodes.onOne()).get("access_token");
      nodes.onOne().with(gone).post("/auth/logout", "x=y");
      await("both nodes know", () -> who(nodes.onTwo().with(gone)) == 401);

      Map<String, AtomicInteger> counts = new ConcurrentSkipListMap<>();
      long[] recovery = new long[2];
      nodes.store().hang();
      try {
        load(nodes, good, gone, counts);
      } finally {
        nodes.store().goOn();
      }
      recovery[0] = recovered(nodes, good);
      nodes.store().kill();
      load(nodes, good, gone, counts);
      nodes.store().startAgain();
      recovery[1] = recovered(nodes, good);
      load(nodes, good, gone, counts);
      System.out.println(
          store + ": " + counts + ", back after ms " + recovery[0] + " and " + recovery[1]);
      assertThat(counts.keySet())
          .isSubsetOf("good 200", "good 503", "gone 401", "gone 503", "logout 503", "logout 204");
      assertThat(who(nodes.onOne().with(gone))).isEqualTo(401);
      assertThat(who(nodes.onTwo().with(gone))).isEqualTo(401);
      // What said that it was logged out is.
      Map<String, Integer> sorted = new TreeMap<>();
      counts.forEach((name, count) -> sorted.put(name, count.get()));
      assertThat(sorted).containsKeys("good 200", "good 503", "gone 503");
    }
  }

  // A logout is only ever reported as done if it is.
  private static void load(
      TwoNodes nodes, String good, String gone, Map<String, AtomicInteger> counts)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int number = thread;
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 25; i++) {
                    count(counts, "good " + who(browser(nodes, number + i).with(good)));
                    count(counts, "gone " + who(browser(nodes, number + i).with(gone)));
                  }
                  return null;
                }));
      }
      for (Future<?> thread : running) {
        thread.get(200, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    HttpResponse<String> logout =
        nodes.onOne().post("/auth/logout", "refresh_token=none", "Authorization", "Bearer " + gone);
    if (logout.statusCode() != 401) {
      count(counts, "logout " + logout.statusCode());
    }
  }

  private static void count(Map<String, AtomicInteger> counts, String what) {
    counts.computeIfAbsent(what, ignored -> new AtomicInteger()).incrementAndGet();
  }

  private static long recovered(TwoNodes nodes, String good) throws Exception {
    return await(
        "normal service on both nodes",
        () ->
            who(nodes.onOne().with(good)) == 200
                && who(nodes.onTwo().with(good)) == 200
                && nodes
                        .onOne()
                        .post("/auth/token", "username=alice&password=" + Applications.PASSWORD)
                        .statusCode()
                    == 200);
  }

  private static Browser browser(TwoNodes nodes, int number) {
    return number % 2 == 0 ? nodes.onOne() : nodes.onTwo();
  }

  private interface Call {
    int on(int node) throws IOException;
  }

  private static List<Integer> atOnce(Call call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        int node = i;
        calls.add(() -> call.on(node));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> status : threads.invokeAll(calls)) {
        statuses.add(status.get());
      }
      return statuses;
    } finally {
      threads.shutdownNow();
    }
  }
}
