package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.FakeContext;
import io.sallyport.fixture.FakeRequest;
import io.sallyport.fixture.FakeResponse;
import io.sallyport.fixture.Tokens;
import io.sallyport.internal.engine.Rejection;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Every reason there is to refuse is produced once, with the log fully on. */
class RejectionsTest {

  private static final String SECRET_NAME = "ann-with-a-secret-name";
  private static final String PASSWORD = "pass-word-that-nobody-sees";

  @Test
  void everyRejectionIsProducedAndNoneTellsTheLogASecret() throws Exception {
    StringWriter log = new StringWriter();
    Logger logger = Logger.getLogger("io.sallyport");
    Handler handler = writingTo(log);
    Level before = logger.getLevel();
    logger.setLevel(Level.ALL);
    logger.addHandler(handler);
    try {
      Set<Rejection> seen = EnumSet.noneOf(Rejection.class);
      AuthenticationFilter filter = filter();
      for (FakeRequest request : requests()) {
        FakeResponse response = new FakeResponse();
        filter.doFilter(request, response, (in, out) -> {});
        Object code = request.getAttribute(AuthenticationFilter.REJECTION_ATTRIBUTE);
        assertThat(code).as("the request must be refused").isNotNull();
        Rejection rejection = Rejection.valueOf(code.toString());
        assertThat(response.getStatus()).isEqualTo(rejection.status());
        seen.add(rejection);
      }
      // An outage needs something that can be down, and with a secret nothing can: OutageTest.
      assertThat(EnumSet.complementOf(EnumSet.copyOf(seen)))
          .containsExactlyInAnyOrder(Rejection.UNAVAILABLE);
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(before);
    }
    assertThat(log.toString())
        .contains("Sallyport guards /app")
        .contains("rejected EXPIRED: expired ")
        .contains("; GET /own from 127.0.0.1")
        .doesNotContain(SECRET_NAME)
        .doesNotContain(PASSWORD)
        .doesNotContain(Tokens.SECRET)
        .doesNotContainPattern("eyJ[A-Za-z0-9_-]{8,}");
  }

  private static Handler writingTo(StringWriter log) {
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            log.write(record.getMessage() + "\n" + record.getThrown() + "\n");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    handler.setLevel(Level.ALL);
    return handler;
  }

  private static AuthenticationFilter filter() throws Exception {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "both")
            .parameter(
                "auth.jwt.secretkey",
                "{\"kty\":\"oct\",\"kid\":\"k1\",\"k\":\"" + Tokens.encode(Tokens.SECRET) + "\"}")
            .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
            .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
            .parameter("mp.jwt.verify.token.age", "7200")
            .parameter("mp.jwt.token.header", "Cookie")
            .parameter("mp.jwt.token.cookie", "token")
            .parameter("auth.jwt.always-check-authorization", "true")
            .parameter("auth.login.path", "/login")
            .parameter("auth.logout.path", "/logout")
            .parameter("auth.login.max-failures", "1")
            .parameter("auth.store", "memory")
            .parameter("auth.jwt.allow-missing-jti", "true")
            .parameter("auth.token.path", "/token")
            .parameter("auth.refresh.path", "/refresh")
            .parameter("auth.logout.back-channel-path", "/backchannel")
            .parameter(
                "auth.rules",
                "/own authenticated; /admin boss; /closed deny; /s authenticated by session");
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context.filterConfig());
    Sallyport.of(context.servletContext()).revokeToken(Tokens.ISSUER, SECRET_NAME);
    return filter;
  }

  private static List<FakeRequest> requests() {
    long now = System.currentTimeMillis() / 1000;
    String claims = Tokens.payload(SECRET_NAME, now);
    String good = Tokens.hs256(claims);
    String[] parts = good.split("\\.");
    String exp = "\"exp\":" + (now + 3600);
    String iat = "\"iat\":" + now;
    List<FakeRequest> requests = new ArrayList<>();
    requests.add(FakeRequest.get("/own"));
    requests.add(FakeRequest.get("/own").cookie("token", good).cookie("token", good));
    requests.add(bearer("/own", good + "\"").header("x", "y"));
    requests.add(bearer("/own", good).header("Authorization", "Bearer " + good));
    requests.add(bearer("/own", good + "a".repeat(9000)));
    requests.add(bearer("/own", good + "="));
    requests.add(
        bearer("/own", signed("{\"alg\":\"HS256\",\"crit\":[\"" + SECRET_NAME + "\"]}", claims)));
    requests.add(bearer("/own", signed("{\"alg\":\"" + SECRET_NAME + "\"}", claims)));
    requests.add(
        bearer("/own", signed("{\"alg\":\"HS256\",\"typ\":\"" + SECRET_NAME + "\"}", claims)));
    requests.add(
        bearer("/own", signed("{\"alg\":\"HS256\",\"kid\":\"" + SECRET_NAME + "\"}", claims)));
    requests.add(bearer("/own", parts[0] + "." + parts[1] + "." + Tokens.hmac("x", "y", "HS256")));
    requests.add(bearer("/own", Tokens.hs256(claims.replace(exp, "\"x\":1"))));
    requests.add(
        bearer("/own", Tokens.hs256(claims.replace(exp, "\"exp\":\"" + SECRET_NAME + "\""))));
    requests.add(
        bearer(
            "/own",
            Tokens.hs256(claims.replace(exp, "\"exp\":" + (now - 100)).replace(iat, "\"x\":1"))));
    requests.add(bearer("/own", Tokens.hs256(claims.replace(iat, "\"nbf\":" + (now + 1000)))));
    requests.add(bearer("/own", Tokens.hs256(claims.replace(iat, "\"iat\":" + (now - 8000)))));
    requests.add(bearer("/own", Tokens.hs256(claims.replace(Tokens.ISSUER, SECRET_NAME))));
    requests.add(
        bearer(
            "/own",
            Tokens.hs256(
                claims.replace("\"" + Tokens.AUDIENCE + "\"", "\"" + SECRET_NAME + "\""))));
    requests.add(
        bearer(
            "/own",
            Tokens.hs256(
                claims.replace(iat, iat + ",\"cnf\":{\"x5t#S256\":\"" + SECRET_NAME + "\"}"))));
    requests.add(
        bearer(
            "/own", Tokens.hs256(claims.replace(iat, iat + ",\"jti\":\"" + SECRET_NAME + "\""))));
    requests.add(bearer("/admin", good));
    requests.add(bearer("/s", good));
    requests.add(bearer("/closed", good));
    requests.add(FakeRequest.get("/own").uri("/x;" + SECRET_NAME.substring(0, 3)));
    requests.add(FakeRequest.of("TRACE", "/own"));
    requests.add(login().header("Sec-Fetch-Site", "cross-site"));
    requests.add(login().body("text/plain", "x"));
    requests.add(login().body("application/json", "{\"username\":\"" + SECRET_NAME + "\"}"));
    requests.add(login().body("application/json", "x".repeat(20_000)));
    requests.add(
        login()
            .body(
                "application/json",
                "{\"username\":\"" + SECRET_NAME + "\",\"password\":\"" + PASSWORD + "\"}"));
    requests.add(
        login()
            .body(
                "application/json",
                "{\"username\":\"" + SECRET_NAME + "\",\"password\":\"" + PASSWORD + "\"}"));
    requests.add(FakeRequest.post("/refresh"));
    requests.add(
        FakeRequest.post("/refresh")
            .body("application/json", "{\"refresh_token\":\"" + good + "\"}"));
    requests.add(
        FakeRequest.post("/backchannel")
            .body("application/json", "{\"logout_token\":\"" + good + "\"}"));
    requests.add(FakeRequest.post("/logout").header("Authorization", "Bearer " + good));
    requests.add(FakeRequest.of(null, "/own"));
    return requests;
  }

  private static FakeRequest login() {
    return FakeRequest.post("/login");
  }

  private static FakeRequest bearer(String path, String token) {
    return FakeRequest.get(path).header("Authorization", "Bearer " + token);
  }

  private static String signed(String header, String claims) {
    return Tokens.signed(header, claims, "HS256");
  }
}
