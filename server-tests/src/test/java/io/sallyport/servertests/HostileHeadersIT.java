package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Headers and bodies that make parsers fail or slow. A client cannot cause a 500 at paths that we
 * answer, and cannot keep the processor busy (CWE-248, CWE-1333).
 */
class HostileHeadersIT {

  private static final String[] PATHS = {
    "POST /dispatch/auth/login",
    "POST /dispatch/auth/token",
    "POST /dispatch/auth/logout",
    "POST /dispatch/own/x",
    "GET /dispatch/own/x",
    "OPTIONS /dispatch/own/x"
  };

  private static final String[] HEADERS = {
    "Content-Type: application/json;charset=nope",
    "Content-Type: application/json;charset=%00",
    "Content-Type: application/json;charset=\"",
    "Content-Type: application/json;charset=",
    "Content-Type: application/json;charset=\u00e9",
    "Content-Type: application/x-www-form-urlencoded;charset=UTF-99",
    "Content-Type: multipart/form-data",
    "Content-Type: multipart/form-data;boundary=",
    "Content-Type: ;",
    "Content-Type: /",
    "Content-Type: a\r\nContent-Type: application/json",
    "Content-Language: \u00e9",
    "Content-Encoding: gzip",
    "Accept: ;;;,,;q=",
    "Accept-Language: en;q=nope",
    "Accept-Language: ;q=;,-,",
    "Accept-Charset: nope",
    "If-Modified-Since: nope",
    "Date: nope",
    "Expect: nope",
    "Cookie: =",
    "Cookie: ;;;=;,",
    "Cookie: JSESSIONID",
    "Cookie: JSESSIONID=\"",
    "Cookie: JSESSIONID=../../x",
    "Cookie: JSESSIONID=a; JSESSIONID=b",
    "Cookie: $Version=9; $Path=x; a=b",
    "Cookie: token",
    "Cookie: token=",
    "Cookie: token=\"a;b",
    "Cookie: token=\u00e9; \u00e9=a",
    "Cookie: token=a\\b\"c d,e",
    "Authorization: \u00e9",
    "Authorization: ,",
    "Authorization: Basic",
    "Authorization: Basic \u00e9",
    "Authorization: Basic AAAA",
    "Authorization: Digest username=\"",
    "Origin: http://[",
    "Origin: %",
    "Origin: http://a:99999999999",
    "Referer: http://[",
    "X-Forwarded-For: [",
    "X-Forwarded-Proto: \u00e9",
    "X-Forwarded-Port: nope",
    "Forwarded: for=[;host=\"",
    "Host: [",
    "Host: a:nope",
    "Host: a:99999999999",
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: nope",
    "Range: bytes=-",
    "TE: ;;"
  };

  private static final String[] BODIES = {
    "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n2\r\n{}zz",
    "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
    "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}",
    "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nbad trailer\r\n\r\n",
    "Content-Length: 100\r\n\r\n{}",
    "Content-Length: 2\r\n\r\n\u00ff\u00fe",
    "Content-Length: 2\r\n\r\n{}"
  };

  private static void assertNoFailure(String answer, String sent) {
    // If the server closes the connection, there may be no answer.
    if (!answer.isEmpty()) {
      assertThat(answer).as(sent).matches("(?s)HTTP/1.1 [234]\\d\\d .*|HTTP/1.1 501 .*");
    }
    assertThat(answer).as(sent).doesNotContain("Exception");
  }

  // Undertow itself fails on a cookie that is not ASCII, before any filter runs.
  @ParameterizedTest
  @EnumSource(value = TestServer.class, names = "UNDERTOW", mode = EnumSource.Mode.EXCLUDE)
  void noHeaderCausesServerError(TestServer server) throws IOException {
    Http http = new Http(server.port());
    for (String path : PATHS) {
      for (String header : HEADERS) {
        String host = header.startsWith("Host:") ? "" : "Host: 127.0.0.1\r\n";
        String type =
            header.startsWith("Content-Type:") ? "" : "Content-Type: application/json\r\n";
        String body = path.startsWith("POST") ? "Content-Length: 2\r\n\r\n{}" : "\r\n";
        String sent =
            path
                + " HTTP/1.1\r\n"
                + host
                + type
                + header
                + (header.contains("Upgrade:") ? "\r\n" : "\r\nConnection: close\r\n")
                + body;
        assertNoFailure(http.rawUntilClosed(sent), sent);
      }
    }
    assertServed(http);
  }

  @ParameterizedTest
  @EnumSource(TestServer.class)
  void noBodyCausesServerError(TestServer server) throws IOException {
    Http http = new Http(server.port());
    for (String path : PATHS) {
      for (String type : new String[] {"application/json", "application/x-www-form-urlencoded"}) {
        for (String body : BODIES) {
          String sent =
              path
                  + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: "
                  + type
                  + "\r\n"
                  + body;
          assertNoFailure(http.rawUntilClosed(sent), sent);
        }
      }
    }
    assertServed(http);
  }

  @Test
  void longHeaderCostIsLinearOnUndertow() throws IOException {
    TestServer server = TestServer.UNDERTOW;
    Http http = new Http(server.port());
    ProcessHandle process = server.process().handle();
    for (String line : List.of("Accept: text/html", "Authorization: Bearer ")) {
      for (String hostile : new String[] {"\u000b", " ", ";", ","}) {
        Duration small = cheapest(process, http, line, hostile, 60 * 1024);
        Duration large = cheapest(process, http, line, hostile, 16 * 60 * 1024);
        assertThat(large)
            .as(line + " " + (int) hostile.charAt(0))
            .isLessThan(small.multipliedBy(24));
      }
    }
  }

  // CPU time of the process has steps of 10 ms, so a difference below 50 ms has no meaning.
  private static Duration cheapest(
      ProcessHandle process, Http http, String line, String hostile, int length)
      throws IOException {
    String request =
        "GET /dispatch/own/x HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            + line
            + hostile.repeat(length)
            + "x\r\n\r\n";
    Duration cheapest = Duration.ofHours(1);
    for (int run = 0; run < 3; run++) {
      Duration before = process.info().totalCpuDuration().orElseThrow();
      assertThat(http.rawUntilClosed(request)).matches("(?s)(HTTP/1.1 [34]\\d\\d .*)?");
      Duration cost = process.info().totalCpuDuration().orElseThrow().minus(before);
      cheapest = cost.compareTo(cheapest) < 0 ? cost : cheapest;
    }
    Duration minimum = Duration.ofMillis(50);
    return cheapest.compareTo(minimum) < 0 ? minimum : cheapest;
  }

  private static void assertServed(Http http) throws IOException {
    assertThat(http.get("/dispatch/open/x").statusCode()).isEqualTo(200);
  }
}
