package io.sallyport;

import io.sallyport.fixture.Growth;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures that CPU time grows in proportion to the length of client text, through the whole
 * filter: headers, cookies, path, query and the bodies of our endpoints (CWE-1333, CWE-407).
 */
class ClientTextGrowthTest {

  /** Texts that make a bad parser read the same characters repeatedly. */
  private static final List<String> HOSTILE =
      List.of(
          "\u000b",
          " ",
          "\t",
          ",",
          ";",
          " ;",
          ", ",
          "a",
          "a=",
          "a&",
          "&",
          "=",
          "%",
          "%41",
          "%2e",
          ".",
          "/",
          "/.",
          "../",
          "\"",
          "\\",
          "[",
          "{\"a\":",
          "\u00e9",
          "\u0301\u0327",
          "-");

  private static final String FORM = "application/x-www-form-urlencoded";

  private static final Logger LOGGER = Logger.getLogger("io.sallyport");
  private static final AuthenticationFilter FILTER = new AuthenticationFilter();

  @BeforeAll
  static void start() throws Exception {
    LOGGER.setLevel(Level.OFF);
    FakeContext context = new FakeContext();
    context
        .parameter("auth.mode", "both")
        .parameter("auth.jwt.secretkey", Tokens.SECRET)
        .parameter("auth.jwt.max-length", "65536")
        .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
        .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
        .parameter("mp.jwt.token.header", "Cookie")
        .parameter("mp.jwt.token.cookie", "token")
        .parameter("auth.jwt.always-check-authorization", "true")
        .parameter("auth.jwt.allow-uri-query-parameter", "true")
        .parameter("auth.login.path", "/login")
        .parameter("auth.login.page", "/login.html")
        .parameter("auth.logout.path", "/logout")
        .parameter("auth.logout.back-channel-path", "/backchannel")
        .parameter("auth.token.path", "/token")
        .parameter("auth.refresh.path", "/refresh")
        .parameter("auth.token.bridge-path", "/bridge")
        .parameter("auth.action.path", "/action")
        .parameter("auth.action.target", "/done")
        .parameter("auth.store", "memory")
        .parameter("auth.session.max-age", "PT1H")
        .parameter("auth.rules", "/open/* permit\n/closed/* boss\n*.do boss\n/ authenticated");
    FILTER.init(context.filterConfig());
  }

  @AfterAll
  static void stop() {
    FILTER.destroy();
    LOGGER.setLevel(null);
  }

  private static Arguments row(String name, Function<String, FakeRequest> request) {
    return Arguments.of(name, request);
  }

  static Stream<Arguments> readers() {
    return Stream.concat(
        Stream.of(
                header("Accept", "text/html"),
                header("Authorization", "Bearer "),
                header("Cookie", "token="),
                header("Origin", "https://a"),
                header("Host", "a"),
                header("Sec-Fetch-Site", "none"),
                header("Sec-Fetch-Mode", "navigate"),
                header("X-Requested-With", "X"),
                header("SOAPAction", "x"),
                header("Faces-Request", "partial/ajax"),
                header("Access-Control-Request-Method", "PUT"))
            .flatMap(rows -> rows),
        Stream.of(
            row("path", text -> FakeRequest.get('/' + text)),
            row("path, decoded", text -> FakeRequest.get('/' + text).uri("/a")),
            row("path info", text -> FakeRequest.get("/").paths("/app", "/a", '/' + text)),
            row("method", text -> FakeRequest.of(text, "/closed/a")),
            row("query", text -> page().query(text)),
            row("query, token", text -> page().query("access_token=" + text)),
            row("query of a login", text -> FakeRequest.post("/login").query(text)),
            row("query of an action link", text -> FakeRequest.get("/action").query(text)),
            row("media type", text -> FakeRequest.post("/login").body(text, "a")),
            row("media type, parameter", text -> login(FORM + ';' + text, "a")),
            row("login, form", text -> login(FORM, "username=a&password=" + text)),
            row("login, JSON", text -> login("application/json", "{\"username\":\"" + text)),
            row("Basic beside single sign-on", ClientTextGrowthTest::basic),
            row("cookie token", text -> page().cookie("token", text)),
            row("cookie of another", text -> page().cookie("other", text)),
            row(
                "refresh cookie",
                text -> FakeRequest.post("/refresh").cookie("token-refresh", text)),
            row("refresh token", text -> posted("/refresh", "refresh_token=" + text)),
            row(
                "refresh, JSON",
                text -> FakeRequest.post("/refresh").body("application/json", text)),
            row("logout, form", text -> posted("/logout", "refresh_token=" + text)),
            row("logout, header", text -> bearer(FakeRequest.post("/logout"), text)),
            row("token endpoint", text -> posted("/token", "username=a&password=" + text)),
            row("bridge", text -> bearer(FakeRequest.post("/bridge"), text)),
            row("action, posted", text -> posted("/action", "token=" + text)),
            row("logout token", text -> posted("/backchannel", "logout_token=" + text))));
  }

  // Both at the start of the value and after the prefix that the parser expects.
  private static Stream<Arguments> header(String name, String begin) {
    return Stream.of(
        row(name, text -> FakeRequest.post("/closed/a").header(name, text)),
        row(name + " " + begin, text -> FakeRequest.get("/closed/a").header(name, begin + text)));
  }

  private static FakeRequest page() {
    return FakeRequest.get("/closed/a").header("Accept", "text/html");
  }

  private static FakeRequest basic(String text) {
    return page()
        .containerCaller("a", "BASIC")
        .cookie("JSESSIONIDSSO", "a")
        .header("Authorization", "Basic " + text);
  }

  private static FakeRequest login(String mediaType, String body) {
    return FakeRequest.post("/login").body(mediaType, body);
  }

  private static FakeRequest posted(String path, String body) {
    return FakeRequest.post(path).body(FORM, body);
  }

  private static FakeRequest bearer(FakeRequest request, String token) {
    return request.header("Authorization", "Bearer " + token);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readers")
  void costGrowsLinearly(String name, Function<String, FakeRequest> request) throws Exception {
    for (String hostile : HOSTILE) {
      Growth.assertLinear(
          hostile,
          length -> {
            String text = Growth.text("", hostile, "x", length);
            return () -> send(request.apply(text));
          });
    }
  }

  private static void send(FakeRequest request) throws Exception {
    FILTER.doFilter(request, new FakeResponse(), (in, out) -> {});
  }
}
