package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.LogCapture;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Produces each rejection code by its own request, with all log levels on. */
class RejectionsTest {

  private static final String SECRET_NAME = "ann-with-a-secret-name";
  private static final String PASSWORD = "pass-word-that-nobody-sees";

  /** A request and the code that it gets. */
  private record Row(Rejection expected, FakeRequest request) {}

  @Test
  void everyRejectionIsProducedAndLogsNoSecret() throws Exception {
    List<Row> rows = rows();
    // With a shared secret nothing can fail. OutageTest covers UNAVAILABLE.
    assertThat(rows)
        .extracting(Row::expected)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(Rejection.UNAVAILABLE)));
    try (LogCapture log = LogCapture.openAtAllLevels()) {
      AuthenticationFilter filter = filter();
      for (Row row : rows) {
        FakeResponse response = new FakeResponse();
        filter.doFilter(row.request(), response, (in, out) -> {});
        assertThat(row.request().getAttribute(AuthenticationFilter.REJECTION_ATTRIBUTE))
            .hasToString(row.expected().name());
        assertThat(response.getStatus())
            .as(row.expected().name())
            .isEqualTo(row.expected().status());
      }
      assertThat(log.text())
          .contains("Sallyport started: application=/app")
          .contains("rejected EXPIRED: exp=")
          .contains("; method=GET path=/own client=127.0.0.1")
          .doesNotContain(SECRET_NAME)
          .doesNotContain(PASSWORD)
          .doesNotContain(Tokens.SECRET)
          .doesNotContainPattern("eyJ[A-Za-z0-9_-]{8,}");
    }
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

  private static Row row(Rejection expected, FakeRequest request) {
    return new Row(expected, request);
  }

  // The order matters: the second wrong password exceeds the maximum of attempts.
  private static List<Row> rows() {
    long now = System.currentTimeMillis() / 1000;
    String claims = Tokens.payload(SECRET_NAME, now);
    String good = Tokens.hs256(claims);
    String[] parts = good.split("\\.");
    String exp = "\"exp\":" + (now + 3600);
    String iat = "\"iat\":" + now;
    List<Row> rows = new ArrayList<>();
    rows.add(row(Rejection.AUTHENTICATION_REQUIRED, FakeRequest.get("/own")));
    rows.add(
        row(
            Rejection.AMBIGUOUS_COOKIE,
            FakeRequest.get("/own").cookie("token", good).cookie("token", good)));
    rows.add(row(Rejection.MALFORMED_AUTHORIZATION, bearer("/own", good + "\"").header("x", "y")));
    rows.add(
        row(
            Rejection.AMBIGUOUS_TOKEN,
            bearer("/own", good).header("Authorization", "Bearer " + good)));
    rows.add(row(Rejection.TOKEN_TOO_LONG, bearer("/own", good + "a".repeat(9000))));
    rows.add(row(Rejection.MALFORMED_TOKEN, bearer("/own", good + "=")));
    rows.add(
        row(
            Rejection.UNSUPPORTED_JOSE_HEADER,
            bearer(
                "/own", signed("{\"alg\":\"HS256\",\"crit\":[\"" + SECRET_NAME + "\"]}", claims))));
    rows.add(
        row(
            Rejection.UNSUPPORTED_ALGORITHM,
            bearer("/own", signed("{\"alg\":\"" + SECRET_NAME + "\"}", claims))));
    rows.add(
        row(
            Rejection.WRONG_TOKEN_TYPE,
            bearer("/own", signed("{\"alg\":\"HS256\",\"typ\":\"" + SECRET_NAME + "\"}", claims))));
    rows.add(
        row(
            Rejection.UNKNOWN_KEY,
            bearer("/own", signed("{\"alg\":\"HS256\",\"kid\":\"" + SECRET_NAME + "\"}", claims))));
    rows.add(
        row(
            Rejection.INVALID_SIGNATURE,
            bearer("/own", parts[0] + "." + parts[1] + "." + Tokens.hmac("x", "y", "HS256"))));
    rows.add(
        row(Rejection.MISSING_CLAIM, bearer("/own", Tokens.hs256(claims.replace(exp, "\"x\":1")))));
    rows.add(
        row(
            Rejection.MALFORMED_CLAIM,
            bearer("/own", Tokens.hs256(claims.replace(exp, "\"exp\":\"" + SECRET_NAME + "\"")))));
    rows.add(
        row(
            Rejection.EXPIRED,
            bearer(
                "/own",
                Tokens.hs256(
                    claims.replace(exp, "\"exp\":" + (now - 100)).replace(iat, "\"x\":1")))));
    rows.add(
        row(
            Rejection.NOT_YET_VALID,
            bearer("/own", Tokens.hs256(claims.replace(iat, "\"nbf\":" + (now + 1000))))));
    rows.add(
        row(
            Rejection.TOO_OLD,
            bearer("/own", Tokens.hs256(claims.replace(iat, "\"iat\":" + (now - 8000))))));
    rows.add(
        row(
            Rejection.WRONG_ISSUER,
            bearer("/own", Tokens.hs256(claims.replace(Tokens.ISSUER, SECRET_NAME)))));
    rows.add(
        row(
            Rejection.WRONG_AUDIENCE,
            bearer(
                "/own",
                Tokens.hs256(
                    claims.replace("\"" + Tokens.AUDIENCE + "\"", "\"" + SECRET_NAME + "\"")))));
    rows.add(
        row(
            Rejection.CERTIFICATE_BINDING_FAILED,
            bearer(
                "/own",
                Tokens.hs256(
                    claims.replace(
                        iat, iat + ",\"cnf\":{\"x5t#S256\":\"" + SECRET_NAME + "\"}")))));
    rows.add(
        row(
            Rejection.REVOKED,
            bearer(
                "/own",
                Tokens.hs256(claims.replace(iat, iat + ",\"jti\":\"" + SECRET_NAME + "\"")))));
    rows.add(row(Rejection.MISSING_ROLE, bearer("/admin", good)));
    rows.add(row(Rejection.CREDENTIAL_NOT_ALLOWED, bearer("/s", good)));
    rows.add(row(Rejection.DENIED, bearer("/closed", good)));
    rows.add(
        row(
            Rejection.SUSPICIOUS_PATH,
            FakeRequest.get("/own").uri("/x;" + SECRET_NAME.substring(0, 3))));
    rows.add(row(Rejection.METHOD_NOT_ALLOWED, FakeRequest.of("TRACE", "/own")));
    rows.add(row(Rejection.CROSS_SITE_REQUEST, login().header("Sec-Fetch-Site", "cross-site")));
    rows.add(row(Rejection.UNSUPPORTED_MEDIA_TYPE, login().body("text/plain", "x")));
    rows.add(
        row(
            Rejection.MALFORMED_LOGIN,
            login().body("application/json", "{\"username\":\"" + SECRET_NAME + "\"}")));
    rows.add(
        row(Rejection.REQUEST_TOO_LARGE, login().body("application/json", "x".repeat(20_000))));
    rows.add(
        row(
            Rejection.BAD_CREDENTIALS,
            login()
                .body(
                    "application/json",
                    "{\"username\":\"" + SECRET_NAME + "\",\"password\":\"" + PASSWORD + "\"}")));
    rows.add(
        row(
            Rejection.TOO_MANY_ATTEMPTS,
            login()
                .body(
                    "application/json",
                    "{\"username\":\"" + SECRET_NAME + "\",\"password\":\"" + PASSWORD + "\"}")));
    rows.add(row(Rejection.INVALID_REQUEST, FakeRequest.post("/refresh")));
    rows.add(
        row(
            Rejection.INVALID_GRANT,
            FakeRequest.post("/refresh")
                .body("application/json", "{\"refresh_token\":\"" + good + "\"}")));
    rows.add(
        row(
            Rejection.INVALID_LOGOUT_TOKEN,
            FakeRequest.post("/backchannel")
                .body("application/json", "{\"logout_token\":\"" + good + "\"}")));
    rows.add(
        row(
            Rejection.UNSUPPORTED_TOKEN_TYPE,
            FakeRequest.post("/logout").header("Authorization", "Bearer " + good)));
    rows.add(row(Rejection.INTERNAL_ERROR, FakeRequest.of(null, "/own")));
    return rows;
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
