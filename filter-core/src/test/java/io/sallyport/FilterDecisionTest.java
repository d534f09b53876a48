package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.AdoptedLogin;
import io.sallyport.fixture.DecisionTable;
import io.sallyport.fixture.User;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.FakeSession;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the decision table against the filter. Integration tests run the same rows over sockets. */
class FilterDecisionTest {

  private static final Map<String, AuthenticationFilter> FILTERS = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    for (String app : DecisionTable.SETTINGS.keySet()) {
      FakeContext context = new FakeContext();
      DecisionTable.settingsOf(app).forEach(context::parameter);
      AuthenticationFilter filter = new AuthenticationFilter();
      filter.init(context.filterConfig());
      FILTERS.put(app, filter);
    }
  }

  static Stream<DecisionTable.Row> rows() {
    return DecisionTable.rows(System.currentTimeMillis() / 1000).stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void decisionMatchesTable(DecisionTable.Row row) throws Exception {
    FakeRequest request = request(row);
    FakeResponse response = new FakeResponse();
    AtomicReference<HttpServletRequest> seen = new AtomicReference<>();

    FILTERS
        .get(row.app())
        .doFilter(request, response, (in, out) -> seen.set((HttpServletRequest) in));

    assertThat(response.getStatus()).isEqualTo(row.status());
    assertThat(request.bodyReads()).isZero();
    assertThat(response.setCookies().stream().anyMatch(set -> set.startsWith("token=;")))
        .as("the token cookie is removed")
        .isEqualTo(row.isCookieRemoved());
    if (row.status() == 200) {
      assertSees(seen.get(), row);
    } else {
      assertRejected(seen.get(), response, row);
    }
  }

  private static void assertSees(HttpServletRequest seen, DecisionTable.Row row) {
    assertThat(seen).as("the chain must be called").isNotNull();
    if (row.caller().isEmpty()) {
      assertThat(seen.getUserPrincipal()).isNull();
      assertThat(seen.getRemoteUser()).isNull();
      assertThat(seen.getAuthType()).isNull();
      assertThat(seen.isUserInRole("employee")).isFalse();
      return;
    }
    assertThat(seen.getUserPrincipal().getName()).isEqualTo(row.caller());
    assertThat(seen.getRemoteUser()).isEqualTo(row.caller());
    assertThat(seen.getAuthType()).isEqualTo(row.authType());
    List<String> roles = DecisionTable.rolesOf(row.caller());
    for (String role : List.of("employee", "approver", "EMPLOYEE", "employee ", "ROLE_employee")) {
      assertThat(seen.isUserInRole(role)).as(role).isEqualTo(roles.contains(role));
    }
    assertThat(seen.isUserInRole("*")).isFalse();
    assertThat(seen.isUserInRole("**")).isTrue();
  }

  private static void assertRejected(
      HttpServletRequest seen, FakeResponse response, DecisionTable.Row row) {
    assertThat(seen).as("the chain must not be called").isNull();
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(response.body()).matches("\\{\"error\":\"[a-z_]+\"}");
    String challenge = response.getHeader("WWW-Authenticate");
    if (row.challenge().equals("-")) {
      assertThat(challenge).isNull();
    } else if (!row.challenge().isEmpty()) {
      assertThat(challenge).contains(row.challenge());
    }
    if (row.status() == 401 && row.challenge().contains("realm")) {
      assertThat(challenge).doesNotContain("error");
    }
  }

  private static FakeRequest request(DecisionTable.Row row) {
    FakeRequest request = FakeRequest.of(row.method(), row.path()).header("Host", "app.example");
    row.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    row.cookies().forEach(cookie -> request.cookie(cookie[0], cookie[1]));
    if (row.query() != null) {
      request.query(row.query());
    }
    if (row.sessionUser() != null) {
      User user = new User(row.sessionUser(), DecisionTable.rolesOf(row.sessionUser()));
      FakeSession session = new FakeSession().createdAt(System.currentTimeMillis());
      request.session(AdoptedLogin.in(session, row.sessionUser(), user));
    }
    return request;
  }
}
