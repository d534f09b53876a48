package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.Await;
import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import io.sallyport.servertests.store.Postgres;
import io.sallyport.servertests.store.Redis;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes with a shared store, over sockets. {@code jdbc}: one PostgreSQL for sessions and the
 * token store. {@code redis}: a Redis as token store. {@code apart}: one PostgreSQL for each.
 */
@Timeout(240)
@Tag("full-servers")
class TwoNodesIT {

  private static final int AT_ONCE = 64;
  private static final int LOGOUTS = 5;

  private static final Map<String, TwoNodes> RUNNING = new LinkedHashMap<>();

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
    RUNNING.values().forEach(TwoNodes::close);
    redis.close();
    database.close();
    sessions.close();
    for (Path log : logs()) {
      assertThat(Files.readString(log))
          .as(log.toString())
          .doesNotContainPattern("eyJ[A-Za-z0-9_-]{8,}")
          .doesNotContain(Applications.PASSWORD);
    }
  }

  private static List<Path> logs() throws IOException {
    try (Stream<Path> logs = Files.list(Path.of("target/server-logs"))) {
      return logs.filter(log -> log.getFileName().toString().startsWith("node-"))
          .collect(Collectors.toList());
    }
  }

  private static TwoNodes nodes(String store) throws IOException {
    TwoNodes running = RUNNING.get(store);
    if (running == null) {
      running =
          DatabaseSessionNodes.start(
              store,
              store.equals("jdbc") ? database : sessions,
              store.equals("redis") ? redis : database);
      RUNNING.put(store, running);
    }
    return running;
  }

  private static Map<String, Object> json(HttpResponse<String> response) throws IOException {
    try {
      return StrictJson.parseObject(response.body().getBytes(StandardCharsets.UTF_8));
    } catch (JsonFormatException e) {
      throw new IOException(response.statusCode() + " " + response.body(), e);
    }
  }

  private static Map<String, Object> tokens(Browser browser, String name) throws IOException {
    return json(
        browser.post("/auth/token", "username=" + name + "&password=" + Applications.PASSWORD));
  }

  private static String access(Browser browser, String name) throws IOException {
    return (String) tokens(browser, name).get("access_token");
  }

  private static int who(Browser browser) throws IOException {
    return browser.get("/who").statusCode();
  }

  /** Returns the milliseconds it took. */
  private static long await(
      String what, int seconds, Await.Condition<? extends Exception> condition) throws Exception {
    return Await.within(Duration.ofSeconds(seconds), what, condition).toMillis();
  }

  private static long awaitRejected(String what, Browser browser) throws Exception {
    return await(what + " is rejected", 10, () -> who(browser) == 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "redis"})
  void sessionSurvivesKilledNode(String store) throws Exception {
    TwoNodes nodes = nodes(store);
    Browser here = nodes.onOne();
    assertThat(here.login("killed").statusCode()).isEqualTo(303);
    assertThat(who(here)).isEqualTo(200);
    Browser there = nodes.onTwo().taking(here);
    assertThat(there.get("/who").body()).contains("principal=killed");
    Browser bearer = nodes.onTwo().with(access(nodes.onOne(), "killed"));
    assertThat(who(bearer)).isEqualTo(200);
    nodes.killOne();
    try {
      assertThat(there.get("/who").body()).contains("principal=killed");
      assertThat(who(bearer)).isEqualTo(200);
    } finally {
      nodes.startOneAgain();
    }
    assertThat(nodes.onOne().taking(there).get("/who").body()).contains("principal=killed");
    assertThat(who(nodes.onOne().with(bearer.token()))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "redis"})
  void logoutHoldsOnOtherNodeWithinASecond(String store) throws Exception {
    TwoNodes nodes = nodes(store);
    List<Long> took = new ArrayList<>();
    for (int i = 0; i < LOGOUTS; i++) {
      took.add(sessionAndItsBridgeTokenEnd(nodes));
      took.add(tokenAndItsRefreshTokenEnd(nodes));
    }
    report(store + ": rejected on the other node after ms " + took);
    // Compares the median, since the machine may be busy.
    assertThat(took.stream().sorted().skip(LOGOUTS).findFirst().orElseThrow()).isLessThan(1000);
  }

  private static long sessionAndItsBridgeTokenEnd(TwoNodes nodes) throws Exception {
    Browser here = nodes.onOne();
    assertThat(here.login("out").statusCode()).isEqualTo(303);
    Browser there = nodes.onTwo().taking(here);
    Browser bridged =
        nodes.onTwo().with((String) json(here.post("/auth/bridge", "x=y")).get("access_token"));
    assertThat(who(there)).isEqualTo(200);
    assertThat(who(bridged)).isEqualTo(200);
    assertThat(here.post("/auth/logout", "x=y").statusCode()).isEqualTo(204);
    return awaitRejected("the session", there) + awaitRejected("its bridge token", bridged);
  }

  private static long tokenAndItsRefreshTokenEnd(TwoNodes nodes) throws Exception {
    Map<String, Object> tokens = tokens(nodes.onOne(), "out");
    Browser here = nodes.onOne().with((String) tokens.get("access_token"));
    Browser there = nodes.onTwo().with(here.token());
    assertThat(who(there)).isEqualTo(200);
    assertThat(here.post("/auth/logout", "x=y").statusCode()).isEqualTo(204);
    long took = awaitRejected("the token", there);
    assertThat(
            nodes
                .onTwo()
                .post("/auth/refresh", "refresh_token=" + tokens.get("refresh_token"))
                .statusCode())
        .isEqualTo(400);
    return took;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "redis"})
  void logoutEverywhereHoldsOnBothNodes(String store) throws Exception {
    TwoNodes nodes = nodes(store);
    List<Browser> known = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Browser session = nodes.on(i);
      session.login("all-out");
      known.add(nodes.on(i + 1).taking(session));
      known.add(nodes.on(i + 1).with(access(nodes.on(i), "all-out")));
    }
    for (Browser browser : known) {
      assertThat(who(browser)).isEqualTo(200);
    }
    Browser other = nodes.onTwo();
    other.login("known");
    assertThat(nodes.onOne().taking(known.get(0)).post("/auth/logout", "everywhere=true"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(204);
    for (Browser browser : known) {
      awaitRejected("everything", browser);
    }
    assertThat(who(other)).isEqualTo(200);
    assertThat(who(nodes.onTwo().with(access(nodes.onOne(), "all-out")))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "redis"})
  void oneTimeTokensSucceedOnce(String store) throws Exception {
    TwoNodes nodes = nodes(store);
    Object refresh = tokens(nodes.onOne(), "once").get("refresh_token");
    assertThat(
            atOnce(
                node ->
                    nodes.on(node).post("/auth/refresh", "refresh_token=" + refresh).statusCode()))
        .containsOnlyOnce(200)
        .containsOnly(200, 400);
    String action = nodes.onOne().get("/open/issue.jsp").body().trim();
    assertThat(atOnce(node -> nodes.on(node).post("/auth/action", "token=" + action).statusCode()))
        .containsOnlyOnce(200)
        .containsOnly(200, 400);
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

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "redis"})
  void limitsCountOverBothNodes(String store) throws Exception {
    TwoNodes nodes = nodes(store);
    List<Browser> browsers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Browser browser = nodes.on(i);
      assertThat(browser.login("many").statusCode()).isEqualTo(303);
      browsers.add(browser);
    }
    awaitRejected("the oldest of four", browsers.get(0));
    for (Browser browser : browsers.subList(1, 4)) {
      assertThat(who(browser)).isEqualTo(200);
    }
    // A logout on the other node frees a place.
    Browser last = browsers.get(3);
    assertThat(nodes.on(2).taking(last).post("/auth/logout", "x=y").statusCode()).isEqualTo(204);
    assertThat(nodes.on(0).login("many").statusCode()).isEqualTo(303);
    for (Browser browser : browsers.subList(1, 3)) {
      assertThat(who(browser)).isEqualTo(200);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(nodes.on(i).post("/auth/token", "username=mallory&password=x").statusCode())
          .isEqualTo(401);
    }
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> rejected =
          nodes.on(i).post("/auth/token", "username=Mallory&password=x");
      assertThat(rejected.statusCode()).isEqualTo(429);
      assertThat(Http.header(rejected, "Retry-After")).isEqualTo("300");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "redis", "apart"})
  void noWrongDecisionWhileStoreHangs(String store) throws Exception {
    TwoNodes nodes = nodes(store);
    OutageLoad load = OutageLoad.begin(nodes, "hung");
    nodes.store().hang();
    try {
      during(load);
    } finally {
      nodes.store().goOn();
    }
    afterwards(store + ", hung", nodes, load);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc", "redis", "apart"})
  void noWrongDecisionWhileStoreIsKilled(String store) throws Exception {
    TwoNodes nodes = nodes(store);
    OutageLoad load = OutageLoad.begin(nodes, "dead");
    nodes.store().kill();
    during(load);
    nodes.store().startAgain();
    afterwards(store + ", killed", nodes, load);
  }

  // Begins at once, while each node may still use its copy.
  private static void during(OutageLoad load) throws Exception {
    load.run();
    await("copies are not used", 5, load::isUnavailable);
    load.run();
  }

  private static void afterwards(String what, TwoNodes nodes, OutageLoad load) throws Exception {
    long back = await("normal service on both nodes", 10, load::isNormal);
    assertThat(load.counts().keySet()).isSubsetOf(OutageLoad.RIGHT);
    assertThat(load.counts()).containsKeys("valid 503", "revoked 503", "open 200");
    long unknown = back;
    for (TwoNodes running : RUNNING.values()) {
      unknown += await("unknown sessions are 401 again", 20, () -> isUnknownSession401(running, 0));
      unknown += await("unknown sessions are 401 again", 20, () -> isUnknownSession401(running, 1));
    }
    boolean again = load.logInAgainIfRejected();
    report(
        what
            + ": "
            + load.counts()
            + ", slowest ms "
            + load.slowest()
            + ", back after ms "
            + back
            + ", unknown sessions 401 again after ms "
            + unknown
            + (again ? ", Jetty deleted its session" : ""));
    // Every logout that was answered with 204 holds on both nodes.
    for (Browser out : load.loggedOut()) {
      awaitRejected("a logout during the outage", out);
    }
    load.run();
    assertThat(load.counts().keySet()).isSubsetOf(OutageLoad.RIGHT);
    assertThat(load.counts()).containsKeys("valid 200", "revoked 401", "session 200", "login 200");
  }

  private static boolean isUnknownSession401(TwoNodes nodes, int node) throws IOException {
    return nodes.on(node).get("/who", "Cookie", "JSESSIONID=unknown").statusCode() == 401;
  }

  private static void report(String line) {
    System.out.println(line);
  }
}
