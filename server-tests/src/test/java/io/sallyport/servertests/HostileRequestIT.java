package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.Tokens;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Malicious requests: they are rejected without a server error, and the next request is served. */
class HostileRequestIT {

  private static final String ALICE =
      Tokens.good("alice", System.currentTimeMillis() / 1000, "employee");

  private static final String[] PATHS = {
    "/dispatch//admin/x",
    "//dispatch/admin/x",
    "/dispatch/admin//x",
    "/dispatch/public/../admin/x",
    "/dispatch/admin/./x",
    "/dispatch/public/..;/admin/x",
    "/dispatch/public/..;a=b/admin/x",
    "/dispatch/admin/x;y=1",
    "/dispatch/admin/x;jsessionid=1",
    "/dispatch/;/admin/x",
    "/dispatch/%61dmin/x",
    "/dispatch/admin%2fx",
    "/dispatch/admin%2Fx",
    "/dispatch/%2e/admin/x",
    "/dispatch/public/%2e%2e/admin/x",
    "/dispatch/public/.%2e/admin/x",
    "/dispatch/public%2f..%2fadmin/x",
    "/dispatch/admin%5cx",
    "/dispatch/admin\\x",
    "/dispatch/public\\..\\admin\\x",
    "/dispatch/admin%00/x",
    "/dispatch/admin%0a/x",
    "/dispatch/admin%0d%0aX:y/x",
    "/dispatch/admin%252fx",
    "/dispatch/%2561dmin/x",
    "/dispatch/admin%3bx/y",
    "/dispatch/admin%zz/x",
    "/dispatch/admin%",
    "/dispatch/ADMIN/x",
    "/dispatch/admin/x.json",
    "/dispatch/admin/",
    "/dispatch/admin",
    "/dispatch/admin/x?y=/public/",
    "http://127.0.0.1/dispatch/admin/x"
  };

  static Stream<Arguments> paths() {
    return Stream.of(TestServer.values())
        .flatMap(server -> Stream.of(PATHS).map(path -> Arguments.of(server, path)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("paths")
  void noPathSpellingBypassesTheRole(TestServer server, String path) throws IOException {
    Http http = new Http(server.port());
    for (String authorization : new String[] {"", "Authorization: Bearer " + ALICE + "\r\n"}) {
      String answer =
          http.raw(
              "GET "
                  + path
                  + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                  + authorization
                  + "Connection: close\r\n\r\n");
      assertThat(answer).doesNotContain("echo");
      assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
    }
    assertServed(http);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("methods")
  void ruleAppliesToEveryMethod(TestServer server, String method) throws IOException {
    String answer =
        new Http(server.port())
            .raw(
                method
                    + " /dispatch/admin/x HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                    + ALICE
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    assertThat(answer).doesNotContain("echo").matches("(?s)HTTP/1.1 (4\\d\\d|501) .*");
    assertThat(answer).doesNotContain(ALICE);
  }

  static Stream<Arguments> methods() {
    return Stream.of(TestServer.values())
        .flatMap(
            server ->
                Stream.of(
                        "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "TRACK",
                        "FOO", "get")
                    .map(method -> Arguments.of(server, method)));
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void hugeAndInvalidHeadersAreRejected(TestServer server) throws IOException {
    Http http = new Http(server.port());
    String[] values = {
      "Bearer " + "a".repeat(7000),
      "Bearer " + "a.".repeat(3000),
      // Not a real token: Tomcat logs the complete header line before any filter runs.
      "Bearer a.b.c\u0001",
      "Bearer " + ALICE + "\tx",
      "Bearer \u00e9",
      "Bearer ,",
      "Bearer =",
      "Bearer {\"payload\":\"x\"}"
    };
    for (String value : values) {
      String answer = send(http, value);
      assertThat(answer).doesNotContain("echo").matches("(?s)HTTP/1.1 (400|401|413|431) .*");
      assertServed(http);
    }
    for (int size : new int[] {64 * 1024, 1024 * 1024}) {
      assertThat(sendOrBeCut(http, "Bearer " + "a".repeat(size))).doesNotContain("echo");
      assertServed(http);
    }
  }

  // A server may close the connection before it has read the complete header.
  private static String sendOrBeCut(Http http, String authorization) {
    try {
      return send(http, authorization);
    } catch (IOException e) {
      return "";
    }
  }

  private static String send(Http http, String authorization) throws IOException {
    return http.raw(
        "GET /dispatch/own/x HTTP/1.1\r\nHost: a\r\nAuthorization: "
            + authorization
            + "\r\nConnection: close\r\n\r\n");
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void proxyHeadersAreIgnored(TestServer server) throws IOException {
    String answer =
        new Http(server.port())
            .raw(
                "GET /dispatch/own/x HTTP/1.1\r\nHost: a\r\nX-Original-URL: /dispatch/open/a\r\n"
                    + "X-Rewrite-URL: /dispatch/open/a\r\nX-Forwarded-For: 127.0.0.1\r\n"
                    + "X-Forwarded-User: bob\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain("echo");
  }

  private static void assertServed(Http http) throws IOException {
    assertThat(http.get("/dispatch/own/x", "Authorization", "Bearer " + ALICE).statusCode())
        .isEqualTo(200);
  }
}
