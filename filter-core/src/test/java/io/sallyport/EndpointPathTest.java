package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import jakarta.servlet.FilterChain;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An endpoint answers requests to its path, also if the server would dispatch them to another
 * servlet: Open Liberty selects servlets from a cache that every client can fill.
 */
class EndpointPathTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final AtomicInteger served = new AtomicInteger();

  private FakeResponse send(FakeRequest request, String rewritten) throws Exception {
    FakeContext context =
        new FakeContext()
            .resource("/WEB-INF/users.txt", "")
            .parameter("auth.mode", "session")
            .parameter("auth.session.principal-attribute", "user")
            .parameter("auth.login.path", "/auth/login")
            .parameter("auth.rules", "/* permit")
            .parameter("auth.allow-rewritten-path", rewritten);
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context.filterConfig());
    FakeResponse response = new FakeResponse();
    FilterChain chain = (seen, answer) -> served.incrementAndGet();
    filter.doFilter(request, response, chain);
    return response;
  }

  private static FakeRequest login(String uri) {
    return FakeRequest.post("/x.do").uri(uri).body(FORM, "username=x&password=y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void passwordForLoginPathReachesNoOtherServlet(String rewritten) throws Exception {
    FakeResponse response = send(login("/auth/login"), rewritten);
    assertThat(response.getStatus()).isEqualTo(401);
    assertThat(served).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/auth/login;/../x.do", "/auth//login", "/auth/login/", "/auth/other"})
  void pathsThatDoNotMatchServletAreRejected(String uri) throws Exception {
    assertThat(send(login(uri), "false").getStatus()).isEqualTo(400);
    assertThat(served).hasValue(0);
  }

  @Test
  void endpointPathWithAnotherRequestUriIsRejected() throws Exception {
    FakeRequest request =
        FakeRequest.post("/auth/login").uri("/cccc").body(FORM, "username=x&password=y");
    assertThat(send(request, "false").getStatus()).isEqualTo(400);
    assertThat(served).hasValue(0);
  }
}
