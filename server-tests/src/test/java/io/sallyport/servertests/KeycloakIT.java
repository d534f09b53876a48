package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.Await;
import io.sallyport.servertests.Keycloak.IssuedTokens;
import io.sallyport.servertests.SteadyRequests.Answer;
import io.sallyport.servertests.SteadyRequests.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens of a real Keycloak, with the filter on Tomcat 11 and the mechanism on TomEE. Keycloak
 * needs a minute to start, so all tests share one. Tests that change something run first and last.
 */
@Tag("full-servers")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakIT {

  private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}");
  private static final Path FILTER_LOG = Path.of("target/server-logs/keycloak-filter.log");
  private static final Path MECHANISM_LOG = Path.of("target/server-logs/keycloak-mechanism.log");

  /** Maximum time for one read of the keys on a busy machine. */
  private static final Duration ONE_READ = Duration.ofSeconds(1);

  private static final Duration REFRESH = Duration.ofSeconds(KeycloakApplications.REFRESH_SECONDS);

  private static final Duration COOL_DOWN =
      Duration.ofSeconds(KeycloakApplications.COOL_DOWN_SECONDS);

  // Longer than any pause between attempts to read the keys.
  private static final Duration RECOVERY = Duration.ofSeconds(15);

  private static Keycloak keycloak;
  private static ServerProcess filterServer;
  private static ServerProcess mechanismServer;

  /** With issuer, audience and {@code auth.jwt.provider} only. */
  private static Place defaults;

  /** Without {@code auth.jwt.provider}. */
  private static Place bare;

  private static Place ruled;
  private static Place strict;
  private static Place mechanism;

  /** With a back-channel logout path. */
  private static Place backChannel;

  @BeforeAll
  static void applicationsStartWithoutKeycloak() throws IOException {
    keycloak = Keycloak.notStarted();
    KeycloakApplications applications = KeycloakApplications.of(keycloak.issuer());
    filterServer =
        TestServer.TOMCAT_11.startWithAll(
            applications.unpackForFilter(work("keycloak-filter")), FILTER_LOG);
    mechanismServer =
        EeServer.TOMEE.startWithAll(
            applications.unpackForMechanism(work("keycloak-mechanism")), MECHANISM_LOG, Map.of());
    defaults = new Place("defaults", filterServer.port());
    bare = new Place("bare", filterServer.port());
    ruled = new Place("ruled", filterServer.port());
    strict = new Place("strict", filterServer.port());
    mechanism = new Place("mechanism", mechanismServer.port());
    backChannel = new Place("back-channel", filterServer.port());
  }

  private static Path work(String name) {
    return Path.of("target/work", name, "webapps").toAbsolutePath();
  }

  @AfterAll
  static void stopServers() {
    if (keycloak != null) {
      keycloak.close();
    }
    if (filterServer != null) {
      filterServer.close();
    }
    if (mechanismServer != null) {
      mechanismServer.close();
    }
  }

  private static List<Place> all() {
    return List.of(defaults, bare, ruled, strict, mechanism);
  }

  private static List<Place> withRules() {
    return List.of(ruled, mechanism);
  }

  private static List<Place> withProvider() {
    return List.of(defaults, ruled, strict, mechanism);
  }

  private static IssuedTokens login(String client, String user) throws IOException {
    startKeycloak();
    return keycloak.login(client, user);
  }

  private static void startKeycloak() throws IOException {
    if (!keycloak.isRunning()) {
      report("Keycloak was ready after " + keycloak.start());
      String token = keycloak.login("phone", "ann").access();
      long begun = System.nanoTime();
      List<Place> waiting = new ArrayList<>(all());
      Await.within(
          RECOVERY,
          waiting + " serve",
          () -> {
            for (Place place : List.copyOf(waiting)) {
              if (place.status("/staff/who", token) == 200) {
                waiting.remove(place);
                report(place + " served " + since(begun) + " later");
              }
            }
            return waiting.isEmpty();
          });
    }
  }

  @Test
  @Order(1)
  void tokensAre503UntilKeycloakStarts() throws IOException {
    for (Place place : all()) {
      assertThat(place.statusWithoutToken("/staff/who")).as(place.toString()).isEqualTo(401);
      assertThat(place.status("/staff/who", keycloak.forged("x")))
          .as(place.toString())
          .isEqualTo(503);
    }

    startKeycloak();

    // Only these two: elsewhere an unknown key ID blocks the next read for a longer interval.
    for (Place place : withRules()) {
      assertThat(place.status("/staff/who", keycloak.forged("x")))
          .as(place.toString())
          .isEqualTo(401);
    }
  }

  @Test
  void nameAndRolesReachTheServlets() throws IOException {
    String ann = login("expenses", "ann").access();
    String carla = login("expenses", "carla").access();
    for (Place place : withProvider()) {
      assertThat(place.echo("/staff/who", ann))
          .as(place.toString())
          .containsEntry("principal", "ann")
          .containsEntry("user", "ann")
          // A role of the realm, a role of the client, and an unknown role.
          .containsEntry("role.employee", "true")
          .containsEntry("role.approver", "true")
          .containsEntry("role.boss", "false")
          .containsEntry("session", "false");
    }
    for (Place place : withRules()) {
      assertThat(place.status("/client/who", ann)).as(place.toString()).isEqualTo(200);
      assertThat(place.status("/admin/who", ann)).as(place.toString()).isEqualTo(403);
      assertThat(place.status("/staff/who", carla)).as(place.toString()).isEqualTo(403);
      assertThat(place.echo("/admin/who", carla))
          .as(place.toString())
          .containsEntry("principal", "carla")
          .containsEntry("role.employee", "false")
          .containsEntry("role.approver", "false");
    }
  }

  @Test
  void issuerAndAudienceAreEnough() throws IOException {
    assertThat(bare.echo("/staff/who", login("phone", "ann").access()))
        .containsEntry("principal", "ann")
        .containsEntry("role.employee", "false");
    // Keycloak puts the requesting client into azp only, which is no audience by itself.
    assertThat(bare.status("/staff/who", login("expenses", "ann").access())).isEqualTo(401);
    assertThat(bare.status("/staff/who", login("other", "ann").access())).isEqualTo(401);
  }

  @Test
  void idAndRefreshTokensAreRejected() throws IOException {
    IssuedTokens own = login("expenses", "ann");
    for (Place place : all()) {
      assertThat(place.status("/staff/who", own.id())).as("ID, " + place).isEqualTo(401);
      assertThat(place.status("/staff/who", own.refresh())).as("refresh, " + place).isEqualTo(401);
    }
  }

  @Test
  void tokenForAnotherAudienceIsRejected() throws IOException {
    for (String user : List.of("ann", "carla")) {
      String token = login("other", user).access();
      for (Place place : all()) {
        assertThat(place.status("/staff/who", token)).as(user + ", " + place).isEqualTo(401);
      }
    }
    // With full scope, Keycloak's audience contains every client whose roles the user has.
    assertThat(defaults.status("/staff/who", login("trusting", "ann").access())).isEqualTo(200);
    assertThat(defaults.status("/staff/who", login("trusting", "carla").access())).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void logoutAtKeycloakEndsTokens(boolean sessionNamed) throws IOException {
    IssuedTokens ended = login("expenses", "ann");
    IssuedTokens other = login("expenses", "ann");
    IssuedTokens carlas = login("expenses", "carla");
    keycloak.setBackChannelLogout(
        "expenses",
        "http://127.0.0.1:" + filterServer.port() + "/back-channel/auth/backchannel",
        sessionNamed);
    for (IssuedTokens tokens : List.of(ended, other, carlas)) {
      assertThat(backChannel.status("/staff/who", tokens.access())).isEqualTo(200);
    }

    keycloak.logout("expenses", ended);

    Await.within(
        RECOVERY,
        "the logout is known",
        () -> backChannel.status("/staff/who", ended.access()) == 401);
    // If the logout token names the session, another session of the user stays active.
    assertThat(backChannel.status("/staff/who", other.access()))
        .isEqualTo(sessionNamed ? 200 : 401);
    assertThat(backChannel.status("/staff/who", carlas.access())).isEqualTo(200);
    // An application without the logout path accepts the token until exp.
    assertThat(defaults.status("/staff/who", ended.access())).isEqualTo(200);
  }

  @Test
  @Order(Integer.MAX_VALUE - 3)
  void keysAreRotatedWhileRequestsRun() throws Exception {
    IssuedTokens old = login("expenses", "ann");
    SteadyRequests requests = new SteadyRequests();
    for (Place place : withRules()) {
      requests
          .with("old", place, old.access())
          .with(
              "bad", place, old.access().replaceFirst("\\.[^.]+\\.", "." + payload(old.id()) + "."))
          .with("bad", place, old.id())
          .with("bad", place, old.refresh())
          .with("bad", place, login("other", "ann").access());
    }
    requests.start();
    try {
      awaitMore(requests);

      keycloak.addKey("second", 200);
      IssuedTokens fresh = keycloak.login("expenses", "ann");
      assertThat(fresh.header()).isNotEqualTo(old.header());
      for (Place place : List.of(ruled, mechanism, defaults)) {
        assertThat(place.status("/staff/who", fresh.access())).as("first use").isEqualTo(200);
        requests.with("good", place, fresh.access());
      }
      awaitMore(requests);

      long before = System.nanoTime();
      keycloak.withdrawKey("rsa-generated");
      long withdrawn = System.nanoTime();
      for (Place place : withRules()) {
        Await.within(
            REFRESH.plus(ONE_READ),
            place + " rejects the withdrawn key",
            () -> place.status("/staff/who", old.access()) == 401);
        report(place + " rejected the withdrawn key after " + since(withdrawn));
      }
      Await.within(RECOVERY, "the interval is over", () -> isOver(withdrawn));
      awaitMore(requests);

      List<Answer> answers = requests.stop();
      report("while keys were rotated: " + SteadyRequests.summary(answers));
      assertThat(
              answers.stream()
                  .filter(answer -> !isRight(answer, before, withdrawn))
                  .collect(Collectors.toList()))
          .isEmpty();
    } finally {
      requests.stop();
    }
  }

  private static String payload(String token) {
    return token.split("\\.")[1];
  }

  private static boolean isOver(long withdrawn) {
    return System.nanoTime() > withdrawn + REFRESH.plus(ONE_READ).toNanos();
  }

  private static boolean isRight(Answer answer, long before, long withdrawn) {
    if (answer.is("good")) {
      return answer.status() == 200;
    }
    if (answer.is("bad")) {
      return answer.status() == 401;
    }
    if (answer.endedBefore(before)) {
      return answer.status() == 200;
    }
    return answer.status() == 401
        || answer.status() == 200 && !answer.beganAfter(withdrawn, REFRESH.plus(ONE_READ));
  }

  private static void awaitMore(SteadyRequests requests) throws IOException {
    int before = requests.count();
    Await.within(RECOVERY, "requests are answered", () -> requests.count() > before + 1_000);
  }

  @Test
  @Order(Integer.MAX_VALUE - 2)
  void unknownKeyDelaysNewKeyByCoolDown() throws IOException {
    startKeycloak();
    for (Place place : withRules()) {
      assertThat(place.status("/staff/who", keycloak.forged("x")))
          .as(place.toString())
          .isEqualTo(401);
    }
    keycloak.addKey("third", 300);
    String fresh = keycloak.login("expenses", "ann").access();
    long begun = System.nanoTime();
    for (Place place : withRules()) {
      Await.within(
          COOL_DOWN.plus(ONE_READ),
          place + " knows the new key",
          () -> place.status("/staff/who", fresh) == 200);
      report(place + " knew the new key " + since(begun) + " later");
    }
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void knownKeysWorkWhileKeycloakIsStopped() throws IOException {
    String used = login("expenses", "ann").access();
    String unused = login("expenses", "ann").access();
    for (Place place : withProvider()) {
      assertThat(place.status("/staff/who", used)).as(place.toString()).isEqualTo(200);
    }

    keycloak.close();

    // This application keeps keys for one second, so it shows when the others would have read.
    Await.within(RECOVERY, "keys are too old", () -> strict.status("/staff/who", used) == 503);
    for (Place place : List.of(defaults, ruled, mechanism)) {
      assertThat(place.status("/staff/who", used)).as(place.toString()).isEqualTo(200);
      assertThat(place.status("/staff/who", unused)).as(place.toString()).isEqualTo(200);
    }
    for (Place place : withRules()) {
      // An unreadable key may have signed the token.
      assertThat(place.status("/staff/who", keycloak.forged("x")))
          .as(place.toString())
          .isEqualTo(503);
    }
    assertThat(Files.readString(FILTER_LOG)).contains("the earlier keys stay valid");

    report("Keycloak was ready again after " + keycloak.start());
    long begun = System.nanoTime();
    Await.within(RECOVERY, "keys are new", () -> strict.status("/staff/who", used) == 200);
    report(strict + " served " + since(begun) + " later");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void logsContainNoToken() throws IOException {
    for (Path log : List.of(FILTER_LOG, MECHANISM_LOG)) {
      String text = Files.readString(log, StandardCharsets.ISO_8859_1);
      assertThat(text).contains("Sallyport started").contains("rejected ");
      assertThat(TOKEN.matcher(text).find()).as("a token in " + log).isFalse();
    }
  }

  private static Duration since(long begun) {
    return Duration.ofMillis((System.nanoTime() - begun) / 1_000_000);
  }

  private static void report(String figure) {
    System.out.println("KeycloakIT: " + figure);
  }
}
