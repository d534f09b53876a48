package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.servlet.DispatcherType;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access rules apply to the target of a forward, except excluded and private targets. */
class ForwardTest {

  @ParameterizedTest(name = "{0} {1} of {2}: {3}")
  @CsvSource({
    // An exclusion applies to a forward too, but only for its own path.
    "/* boss, FORWARD, /health, 200",
    "/* boss, FORWARD, /health/x, 401",
    "/* boss, INCLUDE, /health, 200",
    "/* boss, FORWARD, /page, 401",
    "/* boss, REQUEST, /health, 200",
    // No client can request a private path, so a rule for /* does not apply to it.
    "/* boss, FORWARD, /WEB-INF/view.jsp, 200",
    "/* boss, INCLUDE, /META-INF/view.jsp, 200",
    "/* boss, ASYNC, /WEB-INF/view.jsp, 200",
    "/* boss, REQUEST, /WEB-INF/view.jsp, 401",
    "/* boss, FORWARD, /web-inf/view.jsp, 401",
    "/* boss, FORWARD, /WEB-INFO/view.jsp, 401",
    // A rule that names the private path applies.
    "/WEB-INF/* boss, FORWARD, /WEB-INF/view.jsp, 401",
    "/WEB-INF/view.jsp boss, FORWARD, /WEB-INF/view.jsp, 401",
    "/WEB-INF/admin/* boss, FORWARD, /WEB-INF/admin/view.jsp, 401",
    "/WEB-INF/admin/* boss, FORWARD, /WEB-INF/view.jsp, 200"
  })
  void rulesApplyToTargetUnlessExcludedOrPrivate(
      String rules, DispatcherType type, String path, int status) throws Exception {
    AtomicBoolean served = new AtomicBoolean();
    FakeResponse response = new FakeResponse();
    filter(rules)
        .doFilter(FakeRequest.get(path).dispatcher(type), response, (in, out) -> served.set(true));
    assertThat(response.getStatus()).isEqualTo(status);
    assertThat(served.get()).isEqualTo(status == 200);
  }

  @ParameterizedTest
  @CsvSource({"/page, 403", "/health, 200", "/WEB-INF/view.jsp, 200"})
  void rulesApplyToCallerWithoutRole(String path, int status) throws Exception {
    FakeResponse response = new FakeResponse();
    filter("/* boss")
        .doFilter(
            FakeRequest.get(path)
                .header(
                    "Authorization",
                    "Bearer " + Tokens.good("ann", System.currentTimeMillis() / 1000))
                .dispatcher(DispatcherType.FORWARD),
            response,
            (in, out) -> {});
    assertThat(response.getStatus()).isEqualTo(status);
  }

  private static AuthenticationFilter filter(String rules) throws Exception {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "jwt")
            .parameter("auth.jwt.secretkey", Tokens.SECRET)
            .parameter("auth.path-exclusions", "/health")
            .parameter("auth.rules", rules);
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context.filterConfig());
    return filter;
  }
}
