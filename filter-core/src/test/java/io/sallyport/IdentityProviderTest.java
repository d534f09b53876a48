package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.Await;
import io.sallyport.fixture.IdentityProvider;
import io.sallyport.fixture.IdentityProvider.Mood;
import io.sallyport.fixture.IssuerKey;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.servlet.ServletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The filter with an identity provider that is down, slow, sends invalid answers or rotates its
 * keys. Tests wait for conditions; the timeout only ends a test that hangs.
 */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT) // They wait for intervals of seconds.
class IdentityProviderTest {

  private static final IssuerKey FIRST = IssuerKey.of("first");
  private static final IssuerKey SECOND = IssuerKey.of("second");

  private final List<AutoCloseable> started = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  private String issuer = "";

  @AfterEach
  void end() throws Exception {
    for (int i = started.size() - 1; i >= 0; i--) {
      started.get(i).close();
    }
  }

  private IdentityProvider provider(IssuerKey... keys) {
    return on(IdentityProvider.start(IssuerKey.set(keys)));
  }

  private IdentityProvider on(IdentityProvider provider) {
    started.add(provider);
    issuer = provider.issuer();
    return provider;
  }

  // The minimal settings: issuer and audience.
  private AuthenticationFilter filter(String... more) throws ServletException {
    return filter(new FakeContext(), more);
  }

  private AuthenticationFilter filter(FakeContext context, String... more) throws ServletException {
    settings.put("auth.mode", "jwt");
    settings.put("mp.jwt.verify.issuer", issuer);
    settings.put("mp.jwt.verify.audiences", Tokens.AUDIENCE);
    settings.put("auth.jwt.jwks.allow-http-loopback", "true");
    // Long enough that a read from a working provider does not fail on a busy machine.
    settings.put("auth.jwt.jwks.timeout", "60");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    settings.forEach(context::parameter);
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context.filterConfig());
    started.add(filter::destroy);
    return filter;
  }

  private String payload() {
    return Tokens.payload("ann", System.currentTimeMillis() / 1000, "boss")
        .replace(Tokens.ISSUER, issuer);
  }

  private static int status(AuthenticationFilter filter, String token) {
    FakeResponse response = new FakeResponse();
    try {
      filter.doFilter(
          FakeRequest.get("/a").header("Authorization", "Bearer " + token),
          response,
          (in, out) ->
              assertThat(((jakarta.servlet.http.HttpServletRequest) in).isUserInRole("boss"))
                  .isTrue());
    } catch (java.io.IOException | ServletException e) {
      throw new AssertionError(e);
    }
    return response.getStatus();
  }

  @Test
  void issuerAndAudienceAreEnough() throws Exception {
    IdentityProvider provider = provider(FIRST);
    AuthenticationFilter filter = filter();
    for (int i = 0; i < 100; i++) {
      assertThat(status(filter, FIRST.token(payload()))).isEqualTo(200);
    }
    assertThat(status(filter, SECOND.token("first", payload()))).isEqualTo(401);
    assertThat(provider.discoveries()).isEqualTo(1);
    assertThat(provider.keyRequests()).isEqualTo(1);
  }

  @Test
  void keyLocationIsEnough() throws Exception {
    IdentityProvider provider = provider(FIRST);
    AuthenticationFilter filter =
        filter("mp.jwt.verify.publickey.location", provider.keysAddress());
    assertThat(status(filter, FIRST.token(payload()))).isEqualTo(200);
    assertThat(provider.discoveries()).isZero();
  }

  @Test
  void unknownKeysCauseOneRefresh() throws Exception {
    IdentityProvider provider = provider(FIRST);
    // Longer than 300 requests take.
    AuthenticationFilter filter = filter("auth.jwt.jwks.forced-refresh-interval", "3600");
    assertThat(status(filter, FIRST.token(payload()))).isEqualTo(200);
    ExecutorService attackers = Executors.newFixedThreadPool(10);
    started.add(attackers::shutdownNow);
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String bogus = FIRST.token("../../dev/null' OR 1=" + i, payload());
      answers.add(attackers.submit(() -> status(filter, bogus)));
    }
    for (Future<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(401);
    }
    assertThat(provider.keyRequests()).isEqualTo(2);
    assertThat(status(filter, FIRST.token(payload()))).isEqualTo(200);
  }

  @Test
  void newKeyIsAcceptedAndWithdrawnKeyIsRejected() throws Exception {
    IdentityProvider provider = provider(FIRST);
    AuthenticationFilter filter = filter("auth.jwt.jwks.refresh-interval", "2");
    String old = FIRST.token(payload());
    assertThat(status(filter, old)).isEqualTo(200);
    provider.keys(IssuerKey.set(FIRST, SECOND));
    assertThat(status(filter, SECOND.token(payload()))).isEqualTo(200);
    assertThat(status(filter, old)).isEqualTo(200);
    provider.keys(IssuerKey.set(SECOND));
    // The old token is used all the time, so it is in the cache.
    Await.until("the withdrawn key is unknown", () -> status(filter, old) == 401);
    assertThat(status(filter, SECOND.token(payload()))).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"WELL"},
      mode = EnumSource.Mode.EXCLUDE)
  void knownKeysAreUsedDuringProviderFailure(Mood mood) throws Exception {
    IdentityProvider provider = provider(FIRST);
    AuthenticationFilter filter =
        filter("auth.jwt.jwks.refresh-interval", "1", "auth.jwt.jwks.timeout", "1");
    // The first read may take longer than a second on a busy machine.
    Await.until("the keys are known", () -> status(filter, FIRST.token(payload())) == 200);
    provider.mood(mood);
    int before = provider.keyRequests();
    Await.until("two reads", () -> provider.keyRequests() >= before + 2);
    for (int i = 0; i < 50; i++) {
      assertThat(status(filter, FIRST.token(payload()))).isEqualTo(200);
    }
    // This key may be new: it cannot be read now.
    assertThat(status(filter, SECOND.token(payload()))).isEqualTo(503);
    assertThat(provider.followed()).isZero();
    provider.keys(IssuerKey.set(FIRST, SECOND)).mood(Mood.WELL);
    Await.until("the second key is known", () -> status(filter, SECOND.token(payload())) == 200);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"WELL"},
      mode = EnumSource.Mode.EXCLUDE)
  void failureAtStartEndsWhenProviderRecovers(Mood mood) throws Exception {
    IdentityProvider provider = provider(FIRST).mood(mood);
    AuthenticationFilter filter = filter("auth.jwt.jwks.timeout", "1");
    assertThat(status(filter, FIRST.token(payload()))).isEqualTo(503);
    assertThat(status(filter, "a.b.c")).isEqualTo(401);
    provider.mood(Mood.WELL);
    Await.until("the keys are known", () -> status(filter, FIRST.token(payload())) == 200);
  }

  @Test
  void providerMayStartAfterApplication() throws Exception {
    int port = IdentityProvider.freePort();
    issuer = "http://127.0.0.1:" + port;
    AuthenticationFilter filter = filter();
    assertThat(status(filter, FIRST.token(payload()))).isEqualTo(503);
    on(IdentityProvider.start(port, IssuerKey.set(FIRST)));
    Await.until("the keys are known", () -> status(filter, FIRST.token(payload())) == 200);
  }

  @Test
  void requiredKeysAtStartStopStartIfMissing() throws Exception {
    issuer = "http://127.0.0.1:" + IdentityProvider.freePort();
    // A separate name for its threads, since threads of other tests run at the same time.
    FakeContext alone = new FakeContext().at("/alone");
    assertThatThrownBy(() -> filter(alone, "auth.jwt.jwks.require-at-start", "true"))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining(
            "auth.jwt.jwks.require-at-start (init-param): \"true\" needs keys at start-up; no keys")
        .hasMessageContaining(issuer)
        .hasNoCause();
    // The threads are interrupted and need a moment to end.
    Await.until(
        "the threads have ended",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("sallyport-keys /alone")));
  }

  @Test
  void keysBeyondRetentionAreAnOutage() throws Exception {
    IdentityProvider provider = provider(FIRST);
    AuthenticationFilter filter =
        filter("auth.jwt.jwks.refresh-interval", "1", "auth.jwt.jwks.retain-on-error", "0");
    String token = FIRST.token(payload());
    // On a busy machine the first keys may be too old before they are used.
    Await.until("the keys are known", () -> status(filter, token) == 200);
    provider.mood(Mood.FAILING);
    Await.until("the keys are too old", () -> status(filter, token) == 503);
    provider.mood(Mood.WELL);
    Await.until("the keys are read again", () -> status(filter, token) == 200);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "another use | \"use\":\"sig\" | \"use\":\"enc\"",
        "another algorithm | \"alg\":\"ES256\" | \"alg\":\"ES384\"",
        "another type | \"kty\":\"EC\" | \"kty\":\"oct\",\"k\":\"AAAA\"",
        "an unknown type | \"kty\":\"EC\" | \"kty\":\"XX\"",
        "not on the curve | \"x\":\" | \"x\":\"_w",
        "other operations | \"use\":\"sig\" | \"key_ops\":[\"sign\"]"
      })
  void unusableKeyDoesNotAffectOthers(String name, String right, String wrong) throws Exception {
    IdentityProvider provider = provider(SECOND);
    provider.keys(
        "{\"keys\":[null,7,{},"
            + FIRST.jwk().replace(right, wrong)
            + ","
            + SECOND.jwk()
            + ","
            + SECOND.jwk()
            + "]}");
    AuthenticationFilter filter = filter();
    assertThat(status(filter, SECOND.token(payload()))).isEqualTo(200);
    assertThat(status(filter, FIRST.token(payload()))).isEqualTo(401);
  }

  @Test
  void tokenHeaderCausesNoRequest() throws Exception {
    IdentityProvider provider = provider(FIRST);
    IdentityProvider evil = IdentityProvider.start(IssuerKey.set(SECOND));
    started.add(evil);
    AuthenticationFilter filter = filter();
    assertThat(status(filter, FIRST.token(payload()))).isEqualTo(200);
    for (String header :
        List.of(
            "{\"alg\":\"HS256\",\"kid\":\"x\"}",
            "{\"alg\":\"none\",\"kid\":\"x\"}",
            "{\"alg\":\"ES256\",\"kid\":\"first\",\"jku\":\"" + evil.keysAddress() + "\"}",
            "{\"alg\":\"ES256\",\"kid\":\"first\",\"x5u\":\"" + evil.keysAddress() + "\"}")) {
      assertThat(status(filter, Tokens.signed(header, payload(), "HS256"))).isEqualTo(401);
    }
    String elsewhere = payload().replace(issuer, evil.issuer());
    assertThat(status(filter, SECOND.token("first", elsewhere))).isEqualTo(401);
    assertThat(provider.keyRequests()).isEqualTo(1);
    assertThat(evil.keyRequests() + evil.discoveries()).isZero();
  }

  @Test
  void keyRotationUnderLoadIsCorrect() throws Exception {
    IdentityProvider provider = provider(FIRST);
    AuthenticationFilter filter =
        filter("auth.jwt.jwks.refresh-interval", "1", "auth.jwt.jwks.forced-refresh-interval", "1");
    AtomicInteger wrong = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    ExecutorService callers = Executors.newFixedThreadPool(8);
    started.add(callers::shutdownNow);
    IssuerKey previous = FIRST;
    for (int round = 0; round < 8; round++) {
      IssuerKey current = IssuerKey.of("round" + round);
      // Each key is published before it signs, and the previous key stays while its tokens are
      // valid.
      provider.keys(IssuerKey.set(previous, current));
      Await.until("the new key is known", () -> status(filter, current.token(payload())) == 200);
      List<String> good = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        good.add((i % 2 == 0 ? previous : current).token(payload()));
      }
      String forged = previous.token("round" + round, payload());
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < 8; caller++) {
        running.add(
            callers.submit(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    asked.incrementAndGet();
                    if (status(filter, good.get(i % good.size())) != 200
                        || status(filter, forged) != 401) {
                      wrong.incrementAndGet();
                    }
                  }
                }));
      }
      for (Future<?> caller : running) {
        caller.get();
      }
      previous = current;
    }
    assertThat(asked).hasValue(8 * 8 * 50);
    assertThat(wrong).hasValue(0);
  }

  @Test
  void eachIssuerHasItsOwnKeys() throws Exception {
    IdentityProvider staff = provider(FIRST);
    IdentityProvider partner = IdentityProvider.start(IssuerKey.set(SECOND));
    started.add(partner);
    AuthenticationFilter filter =
        filter(
            "auth.jwt.trusted-issuers", partner.issuer() + " audience=partners role-paths=roles");
    String partners =
        payload()
            .replace(issuer, partner.issuer())
            .replace(Tokens.AUDIENCE, "partners")
            .replace("groups", "roles");
    assertThat(status(filter, FIRST.token(payload()))).isEqualTo(200);
    assertThat(status(filter, SECOND.token(partners))).isEqualTo(200);
    assertThat(status(filter, SECOND.token("first", payload()))).isEqualTo(401);
    assertThat(status(filter, FIRST.token("second", partners))).isEqualTo(401);
    assertThat(status(filter, SECOND.token(partners.replace("partners", "claims")))).isEqualTo(401);
    // An outage of one issuer does not affect the other.
    partner.mood(Mood.FAILING);
    assertThat(status(filter, FIRST.token(payload()))).isEqualTo(200);
    assertThat(staff.keyRequests()).isEqualTo(1);
  }

  @Test
  void sameNameOfTwoIssuersIsTwoCallers() throws Exception {
    provider(FIRST);
    IdentityProvider partner = IdentityProvider.start(IssuerKey.set(SECOND));
    started.add(partner);
    FakeContext context = new FakeContext();
    AuthenticationFilter filter =
        filter(
            context,
            "auth.jwt.trusted-issuers",
            partner.issuer() + " audience=partners name-prefix=partner:",
            "auth.store",
            "memory",
            "auth.jwt.allow-missing-jti",
            "true");
    String own = FIRST.token(payload());
    String partners =
        SECOND.token(
            payload().replace(issuer, partner.issuer()).replace(Tokens.AUDIENCE, "partners"));
    assertThat(callerOf(filter, own)).isEqualTo("ann");
    assertThat(callerOf(filter, partners)).isEqualTo("partner:ann");
    Sallyport.of(context.servletContext()).logOutEverywhere("partner:ann");
    assertThat(status(filter, partners)).isEqualTo(401);
    assertThat(status(filter, own)).isEqualTo(200);
  }

  private static String callerOf(AuthenticationFilter filter, String token) throws Exception {
    AtomicReference<String> name = new AtomicReference<>("");
    filter.doFilter(
        FakeRequest.get("/a").header("Authorization", "Bearer " + token),
        new FakeResponse(),
        (in, out) ->
            name.set(((jakarta.servlet.http.HttpServletRequest) in).getUserPrincipal().getName()));
    return name.get();
  }

  @Test
  void replacedKeyFileIsReadWithoutRestart(@TempDir Path folder) throws Exception {
    issuer = Tokens.ISSUER;
    Path file = folder.resolve("keys.json");
    Files.writeString(file, IssuerKey.set(FIRST));
    AuthenticationFilter filter = filter("mp.jwt.verify.publickey.location", file.toString());
    assertThat(status(filter, FIRST.token(payload()))).isEqualTo(200);
    assertThat(status(filter, SECOND.token(payload()))).isEqualTo(401);
    Files.writeString(file, "{\"keys\":[");
    Await.until("the file is not readable", () -> status(filter, SECOND.token(payload())) == 503);
    assertThat(status(filter, FIRST.token(payload()))).isEqualTo(200);
    Files.writeString(file, IssuerKey.set(SECOND));
    Await.until("the second key is known", () -> status(filter, SECOND.token(payload())) == 200);
    assertThat(status(filter, FIRST.token(payload()))).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "http://id.example, '\"http://id.example\" is not https'",
    "expenses, '\"expenses\" is not a URL'"
  })
  void issuerWithoutKeysStopsStart(String name, String message) {
    issuer = name;
    assertThatThrownBy(this::filter)
        .hasMessageContaining(message)
        .hasMessageContaining("mp.jwt.verify.publickey.location");
  }
}
