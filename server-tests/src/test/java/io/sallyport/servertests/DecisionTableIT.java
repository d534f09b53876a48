package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.DecisionTable;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The decision table over a socket on every server; on Tomcat with two integrations. */
class DecisionTableIT {

  private static final Map<String, String> SESSIONS = new ConcurrentHashMap<>();

  static Stream<Arguments> rows() {
    List<DecisionTable.Row> rows = DecisionTable.rows(System.currentTimeMillis() / 1000);
    return Stream.of(TestServer.values())
        .flatMap(
            server ->
                integrations(server)
                    .flatMap(
                        integration ->
                            rows.stream()
                                .filter(row -> server != TestServer.UNDERTOW || !hasTab(row))
                                .map(row -> Arguments.of(server, integration, row))));
  }

  // Undertow replaces a tab in a header by a space.
  private static boolean hasTab(DecisionTable.Row row) {
    return row.headers().values().stream()
        .flatMap(List::stream)
        .anyMatch(value -> value.contains("\t"));
  }

  private static Stream<Integration> integrations(TestServer server) {
    return server.isTomcat()
        ? Stream.of(Integration.FILTER, Integration.CONTAINER)
        : Stream.of(Integration.FILTER);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("rows")
  void everyRowHasItsDecision(TestServer server, Integration integration, DecisionTable.Row row)
      throws IOException {
    Http http = new Http(server.port());
    HttpResponse<String> response =
        http.send(
            row.method(),
            integration.decisionsContextPath(row.app()) + row.path() + query(row),
            null,
            headers(server, integration, row));

    assertThat(response.statusCode()).isEqualTo(row.status());
    assertThat(
            response.headers().allValues("Set-Cookie").stream()
                .anyMatch(set -> set.startsWith("token=;")))
        .as("the token cookie is removed")
        .isEqualTo(row.isCookieRemoved());
    if (row.status() == 200) {
      Map<String, String> echo = Http.echo(response.body());
      assertThat(echo)
          .containsEntry("principal", row.caller())
          .containsEntry("user", row.caller())
          .containsEntry("auth", row.authType());
      List<String> roles = row.caller().isEmpty() ? List.of() : DecisionTable.rolesOf(row.caller());
      for (String role : List.of("employee", "approver", "EMPLOYEE")) {
        assertThat(echo).containsEntry("role." + role, String.valueOf(roles.contains(role)));
      }
      assertThat(echo).containsEntry("role.*", "false");
      assertThat(echo).containsEntry("role.**", String.valueOf(!row.caller().isEmpty()));
      if (row.authType().equals("BEARER") && row.sessionUser() == null) {
        assertThat(echo).as("a token creates no session").containsEntry("session", "false");
      }
    } else {
      assertRejected(row, response);
    }
  }

  private static void assertRejected(DecisionTable.Row row, HttpResponse<String> response) {
    assertThat(response.body()).matches("\\{\"error\":\"[a-z_]+\"}");
    assertThat(Http.header(response, "Cache-Control")).contains("no-store");
    assertThat(Http.sessionCookie(response)).as("a rejection creates no session").isEmpty();
    String challenge = Http.header(response, "WWW-Authenticate");
    if (row.challenge().equals("-")) {
      assertThat(challenge).isEmpty();
    } else {
      assertThat(challenge).contains(row.challenge());
    }
  }

  private static String query(DecisionTable.Row row) {
    return row.query() == null ? "" : "?" + row.query();
  }

  private static String[] headers(
      TestServer server, Integration integration, DecisionTable.Row row) {
    List<String> headers = new ArrayList<>();
    row.headers()
        .forEach((name, values) -> values.forEach(value -> headers.addAll(List.of(name, value))));
    List<String> cookies = new ArrayList<>();
    row.cookies().forEach(cookie -> cookies.add(cookie[0] + "=" + cookie[1]));
    if (row.sessionUser() != null) {
      cookies.add(
          SESSIONS.computeIfAbsent(
              server + integration.value() + row.app() + row.sessionUser(),
              ignored -> logIn(server, integration, row)));
    }
    if (!cookies.isEmpty()) {
      headers.addAll(List.of("Cookie", String.join("; ", cookies)));
    }
    return headers.toArray(new String[0]);
  }

  private static String logIn(TestServer server, Integration integration, DecisionTable.Row row) {
    try {
      HttpResponse<String> login =
          new Http(server.port())
              .get(
                  integration.decisionsContextPath(row.app())
                      + "/public/login?name="
                      + row.sessionUser());
      return Http.sessionCookie(login);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
