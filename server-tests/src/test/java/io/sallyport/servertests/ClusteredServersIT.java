package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sallyport.fixture.Await;
import io.sallyport.servertests.store.Redis;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Servers that replicate sessions, configured as in docs/clustering.md. Two nodes are started once
 * for each way in which they find each other.
 */
@Tag("full-servers")
@Timeout(120)
@ParameterizedClass
@EnumSource(ClusteredServer.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusteredServersIT {

  /** The limit that docs/clustering.md states. */
  private static final Duration REVOCATION_TIME = Duration.ofSeconds(1);

  /** On a busy machine, a node may notice late that the other one has ended. */
  private static final Duration FAILOVER_TIME = Duration.ofSeconds(20);

  private static Redis store;
  private static TwoNodes nodes;

  private final ClusteredServer server;

  ClusteredServersIT(ClusteredServer server) {
    this.server = server;
  }

  @BeforeAll
  static void startStore() {
    store = new Redis();
  }

  @AfterAll
  static void endStore() throws Exception {
    store.close();
  }

  @BeforeParameterizedClassInvocation
  static void startNodes(ClusteredServer server) throws IOException {
    assumeTrue(!server.isMulticast() || Multicast.isAvailable(), "no multicast on this machine");
    long begun = System.nanoTime();
    nodes = ReplicatedNodes.start(server, store);
    report(server, "started after", since(begun));
  }

  @AfterParameterizedClassInvocation
  static void endNodes() {
    if (nodes != null) {
      nodes.close();
    }
    nodes = null;
  }

  @Test
  void loginHoldsOnOtherNode() throws IOException {
    Browser alice = nodes.onOne();
    assertThat(alice.login().statusCode()).isEqualTo(303);
    Browser there = nodes.onTwo().taking(alice);
    assertAuthenticated(there);
    // And back: a load balancer may use any node.
    assertAuthenticated(nodes.onOne().taking(there));
  }

  @Test
  void logoutHoldsOnOtherNode() throws IOException {
    Browser alice = nodes.onOne();
    alice.login();
    Browser there = nodes.onTwo().taking(alice);
    assertAuthenticated(there);
    Browser old = nodes.onTwo().taking(there);
    alice.taking(there);
    assertThat(alice.post("/auth/logout", "x=y").statusCode()).isEqualTo(204);
    report(
        server,
        "logged out on the other after",
        Await.within(REVOCATION_TIME, "the other node has read it", () -> isAnonymous(old)));
    assertThat(isAnonymous(nodes.onOne().taking(old))).isTrue();
  }

  @Test
  void logoutEverywhereHoldsOnOtherNode() throws IOException {
    Browser here = nodes.onOne();
    here.login();
    Browser elsewhere = nodes.onTwo();
    elsewhere.login();
    assertAuthenticated(elsewhere);
    assertThat(here.post("/auth/logout", "everywhere=true").statusCode()).isEqualTo(204);
    report(
        server,
        "logged out everywhere on the other after",
        Await.within(REVOCATION_TIME, "the other node has read it", () -> isAnonymous(elsewhere)));
  }

  @Test
  @Order(Integer.MAX_VALUE - 2)
  void sessionSurvivesKilledNode() throws Exception {
    Browser alice = nodes.onOne();
    alice.login();
    nodes.killOne();
    long begun = System.nanoTime();
    assertAuthenticated(nodes.onTwo().taking(alice));
    report(server, "known on the other after a kill, within", since(begun));
    assertThat(since(begun)).isLessThan(FAILOVER_TIME);

    Browser next = nodes.onTwo();
    assertThat(next.login().statusCode()).isEqualTo(303);
    assertAuthenticated(next);
    assertThat(next.post("/auth/logout", "x=y").statusCode()).isEqualTo(204);
    assertThat(isAnonymous(next)).isTrue();
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void sessionSurvivesRestartOfNodes() throws IOException {
    Browser alice = nodes.onTwo();
    alice.login();
    nodes.startOneAgain();
    assertAuthenticated(alice);
    nodes.stopTwo();
    assertAuthenticated(nodes.onOne().taking(alice));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void logsContainNoSecretAndNoMissingClass() throws IOException {
    for (String node : List.of("one", "two")) {
      assertThat(Files.readString(server.log(node), StandardCharsets.ISO_8859_1))
          .doesNotContainPattern("eyJ[A-Za-z0-9_-]{8,}")
          .doesNotContain(Applications.PASSWORD)
          .doesNotContain("NotSerializableException")
          .doesNotContain("ClassNotFoundException");
    }
  }

  private static void assertAuthenticated(Browser browser) throws IOException {
    HttpResponse<String> answer = browser.get("/who");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Http.echo(answer.body()))
        .containsEntry("principal", "alice")
        .containsEntry("role.employee", "true")
        .containsEntry("role.boss", "false");
  }

  private static boolean isAnonymous(Browser browser) throws IOException {
    return browser.get("/who").statusCode() == 401;
  }

  private static Duration since(long begun) {
    return Duration.ofMillis((System.nanoTime() - begun) / 1_000_000);
  }

  private static void report(ClusteredServer server, String what, Duration figure) {
    System.out.println("ClusteredServersIT: " + server + " " + what + " " + figure);
  }
}
