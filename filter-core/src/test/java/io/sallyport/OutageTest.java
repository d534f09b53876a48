package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.Await;
import io.sallyport.fixture.IdentityProvider;
import io.sallyport.fixture.IssuerKey;
import io.sallyport.fixture.UnreliableStore;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store or key source that does not answer: the request gets 503, neither access nor 401. */
class OutageTest {

  private static final FilterChain NOT_CALLED =
      (in, out) -> {
        throw new AssertionError("the chain must not be called");
      };
  private static final FilterChain ANONYMOUS =
      (in, out) -> assertThat(((HttpServletRequest) in).getUserPrincipal()).isNull();

  private final FakeContext context = new FakeContext();
  private final AuthenticationFilter filter = new AuthenticationFilter();

  private void start(String... settings) throws ServletException {
    context
        .parameter("auth.mode", "both")
        .parameter("auth.jwt.secretkey", Tokens.SECRET)
        .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
        .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
        .parameter("auth.login.path", "/login")
        .parameter("auth.rules", "/open/* permit; /* authenticated");
    for (int i = 0; i < settings.length; i += 2) {
      context.parameter(settings[i], settings[i + 1]);
    }
    filter.init(context.filterConfig());
  }

  /** Starts with a store whose outage is so old that the copy of its list is no longer used. */
  private void startWithoutStore(String... settings) throws Exception {
    context.parameter("auth.store", UnreliableStore.class.getName());
    start(settings);
    UnreliableStore store = UnreliableStore.latest();
    Await.until("the first read of the list has ended", () -> store.reads() >= 2);
    store.fail(true);
    Await.until(
        "the copy is too old",
        () -> {
          send(withToken("/a"), (in, out) -> {});
          return unavailable() > 0;
        });
  }

  @AfterEach
  void end() {
    filter.destroy();
  }

  private FakeResponse send(FakeRequest request, FilterChain chain) throws Exception {
    FakeResponse response = new FakeResponse();
    filter.doFilter(request.context(context.servletContext()), response, chain);
    return response;
  }

  private static FakeRequest withToken(String path) {
    String payload =
        Tokens.payload("ann", System.currentTimeMillis() / 1000)
            .replaceFirst("\\{", "{\"jti\":\"t1\",");
    return FakeRequest.get(path).header("Authorization", "Bearer " + Tokens.hs256(payload));
  }

  @SuppressWarnings("unchecked") // As the constant says.
  private long unavailable() {
    Map<String, Long> counts =
        ((java.util.function.Supplier<Map<String, Long>>)
                context.attributes().get(AuthenticationFilter.REJECTION_COUNTS_ATTRIBUTE))
            .get();
    return counts.getOrDefault("UNAVAILABLE", 0L);
  }

  private void assertUnavailable(FakeRequest request) throws Exception {
    long before = unavailable();
    FakeResponse response = send(request, NOT_CALLED);
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeader("Retry-After")).isEqualTo("5");
    assertThat(response.getHeader("WWW-Authenticate")).isNull();
    assertThat(response.body()).isEqualTo("{\"error\":\"unavailable\"}");
    assertThat(unavailable()).isEqualTo(before + 1);
  }

  @Test
  void tokenIsUnavailableWithoutTheStore() throws Exception {
    startWithoutStore();
    assertUnavailable(withToken("/a"));
  }

  @Test
  void loginIsUnavailableWithoutTheStore() throws Exception {
    startWithoutStore();
    assertUnavailable(
        FakeRequest.post("/login")
            .realm(Map.of("ann", "right"))
            .body("application/x-www-form-urlencoded", "username=ann&password=right"));
  }

  @Test
  void tokenIsUnavailableWithoutKeys() throws Exception {
    String issuer = "http://127.0.0.1:" + IdentityProvider.freePort();
    context
        .parameter("auth.mode", "jwt")
        .parameter("mp.jwt.verify.issuer", issuer)
        .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
        .parameter("auth.jwt.jwks.allow-http-loopback", "true");
    filter.init(context.filterConfig());
    String payload = Tokens.payload("ann", System.currentTimeMillis() / 1000);
    String token = IssuerKey.of("key").token(payload.replace(Tokens.ISSUER, issuer));
    assertUnavailable(FakeRequest.get("/a").header("Authorization", "Bearer " + token));
  }

  // A server that cannot read a session returns none.
  @Test
  void unreadableSessionIs503WithoutRedirect() throws Exception {
    startWithoutStore();
    assertUnavailable(FakeRequest.get("/a").lostSession("s1"));
    FakeResponse open = send(FakeRequest.get("/open/a").lostSession("s1"), ANONYMOUS);
    assertThat(open.getStatus()).isEqualTo(200);
  }

  @Test
  void outageInReportModeContinuesAsAnonymous() throws Exception {
    startWithoutStore("auth.enforce", "report");
    long before = unavailable();
    assertThat(send(withToken("/a"), ANONYMOUS).getStatus()).isEqualTo(200);
    assertThat(unavailable()).isEqualTo(before + 1);
  }
}
