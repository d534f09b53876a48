package io.sallyport.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.FakeRequest;
import jakarta.servlet.DispatcherType;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSRF check, preflights, browser navigation and the dispatched path of a request. */
class RequestQuestionsTest {

  @ParameterizedTest(name = "{0} site={1} origin={2} host={3} -> {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        "GET,     cross-site,  -,                        app.example,      false",
        "HEAD,    cross-site,  -,                        app.example,      false",
        "OPTIONS, cross-site,  https://evil.example,     app.example,      false",
        "POST,    same-origin, -,                        app.example,      false",
        "POST,    none,        -,                        app.example,      false",
        "POST,    cross-site,  -,                        app.example,      true",
        "POST,    same-site,   -,                        app.example,      true",
        "POST,    SAME-ORIGIN, -,                        app.example,      true",
        "POST,    '',          -,                        app.example,      true",
        "DELETE,  cross-site,  -,                        app.example,      true",
        "get,     cross-site,  -,                        app.example,      true",
        "POST,    -,           -,                        app.example,      false",
        "POST,    -,           https://app.example,      app.example,      false",
        "POST,    -,           https://APP.example,      app.example,      false",
        "POST,    -,           https://app.example:443,  app.example,      false",
        "POST,    -,           https://app.example,      app.example:443,  false",
        "POST,    -,           http://app.example:8080,  app.example:8080, false",
        "POST,    -,           http://app.example:8080,  app.example,      true",
        "POST,    -,           https://evil.example,     app.example,      true",
        "POST,    -,           https://app.example.evil, app.example,      true",
        "POST,    -,           null,                     app.example,      true",
        "POST,    -,           file://,                  app.example,      true",
        "POST,    -,           https://app.example,      -,                true",
        "POST,    cross-site,  https://portal.example,   app.example,      false",
        "POST,    same-origin, https://evil.example,     app.example,      false"
      })
  void crossSiteRequestsAreFound(
      String method, String site, String origin, String host, boolean other) {
    FakeRequest request = FakeRequest.of(method, "/a");
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      request.header("Origin", origin);
    }
    if (host != null) {
      request.header("Host", host);
    }
    assertThat(CrossSiteCheck.of(Set.of("https://portal.example")).isCrossSite(request))
        .isEqualTo(other);
  }

  @ParameterizedTest(name = "{0}: {1} with {2}: {3} -> {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        "Upgrade, websocket,         Origin,         https://evil.example,   true",
        "Upgrade, WebSocket,         Origin,         https://evil.example,   true",
        "Upgrade, 'h2c, websocket',  Origin,         https://evil.example,   true",
        "Upgrade, websocket/13,      Origin,         'null',                   true",
        "Upgrade, websocket,         Sec-Fetch-Site, cross-site,             true",
        "Upgrade, websocket,         Sec-Fetch-Site, same-site,              true",
        "Sec-WebSocket-Key, abc,     Origin,         https://evil.example,   true",
        "Upgrade, websocket,         Origin,         https://app.example,    false",
        "Upgrade, websocket,         Origin,         https://portal.example, false",
        "Upgrade, websocket,         Sec-Fetch-Site, same-origin,            false",
        "Upgrade, websocket,         X-None,         x,                      false",
        "Upgrade, h2c,               Origin,         https://evil.example,   false"
      })
  void webSocketHandshakeIsCheckedLikeAnUnsafeMethod(
      String name, String value, String header, String site, boolean other) {
    FakeRequest request = FakeRequest.get("/a").header("Host", "app.example").header(name, value);
    request.header(header, site == null ? "null" : site);
    assertThat(CrossSiteCheck.of(Set.of("https://portal.example")).isCrossSite(request))
        .isEqualTo(other);
  }

  @Test
  void duplicateHeadersAreCrossSite() {
    CrossSiteCheck check = CrossSiteCheck.of(Set.of());
    FakeRequest sites =
        FakeRequest.post("/a").header("Sec-Fetch-Site", "none").header("Sec-Fetch-Site", "none");
    FakeRequest origins =
        FakeRequest.post("/a")
            .header("Host", "a")
            .header("Origin", "http://a")
            .header("Origin", "http://a");
    assertThat(check.isCrossSite(sites)).isTrue();
    assertThat(check.isCrossSite(origins)).isTrue();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "text/html,                        -,                -,              true",
        "'text/html,*/*;q=0.8',            -,                -,              true",
        "application/xhtml+xml,            -,                -,              true",
        "TEXT/HTML;q=0.5,                  -,                -,              true",
        "text/html;q=0,                    -,                -,              false",
        "text/html; q=0.000,               -,                -,              false",
        "*/*,                              -,                -,              false",
        "application/json,                 -,                -,              false",
        "-,                                -,                -,              false",
        "text/html,                        X-Requested-With, XMLHttpRequest, false",
        "text/html,                        X-Requested-With, other,          true",
        "text/html,                        SOAPAction,       '',             false",
        "text/html,                        Faces-Request,    partial/ajax,   false",
        "text/html,                        Sec-Fetch-Mode,   cors,           false",
        "text/html,                        Sec-Fetch-Mode,   navigate,       true",
        "'text/html; q=0.',                -,                -,              false",
        "text/html;q=0.0000,               -,                -,              true",
        "text/html;q=0.001,                -,                -,              true",
        "text/html;v=1;q=0,                -,                -,              false",
        "'a/b , text/html ; q=1',          -,                -,              true",
        "text/html,                        Authorization,    Basic x,        true",
        "text/html,                        Authorization,    Bearerx y,      true",
        "text/html,                        Authorization,    Bearer x,       false",
        "text/html,                        Authorization,    bearer,         false",
        "text/html,                        Authorization,    'Basic x, Bearer y', false"
      })
  void browserNavigationIsRecognized(
      String accept, String header, String value, boolean navigation) {
    FakeRequest request = FakeRequest.get("/a");
    if (accept != null) {
      request.header("Accept", accept);
    }
    if (header != null) {
      request.header(header, value);
    }
    assertThat(BrowserRequest.isBrowserNavigation(request)).isEqualTo(navigation);
  }

  @Test
  void preflightRequiresAllItsHeaders() {
    FakeRequest full =
        FakeRequest.of("OPTIONS", "/a")
            .header("Origin", "https://a.example")
            .header("Access-Control-Request-Method", "PUT");
    assertThat(Preflight.isPreflight(full)).isTrue();
    assertThat(Preflight.isPreflight(FakeRequest.of("OPTIONS", "/a").header("Origin", "x")))
        .isFalse();
    assertThat(
            Preflight.isPreflight(
                FakeRequest.of("GET", "/a")
                    .header("Origin", "x")
                    .header("Access-Control-Request-Method", "PUT")))
        .isFalse();
  }

  @Test
  void pathIsTheDispatchedPath() {
    FakeRequest mapped = FakeRequest.get("/").paths("/context", "/app", "/admin/x");
    assertThat(RequestPath.of(mapped).text()).isEqualTo("/app/admin/x");
    assertThat(RequestPath.of(FakeRequest.get("/").paths("/context", "", null)).text())
        .isEqualTo("/");
    FakeRequest included = FakeRequest.get("/outer").dispatcher(DispatcherType.INCLUDE);
    included.setAttribute("jakarta.servlet.include.servlet_path", "/inner");
    included.setAttribute("jakarta.servlet.include.path_info", "/x");
    assertThat(RequestPath.of(included).text()).isEqualTo("/inner/x");
    // In a forward inside an include, the include's attributes are not the path of the forward.
    assertThat(RequestPath.of(included.dispatcher(DispatcherType.FORWARD)).text())
        .isEqualTo("/outer");
    assertThat(RequestPath.of(FakeRequest.get("/WEB-INF/a.jsp")).isPrivate()).isTrue();
    assertThat(RequestPath.of(FakeRequest.get("/WEB-INFO/a.jsp")).isPrivate()).isFalse();
  }
}
