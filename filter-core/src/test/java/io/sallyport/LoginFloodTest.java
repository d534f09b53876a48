package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.FakeNaming;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.spi.PasswordCheck;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many concurrent logins: the number of concurrent password checks stays below the maximum. */
@Timeout(600)
class LoginFloodTest {

  private static final int CALLERS = 60;

  private static final AtomicInteger CHECKING = new AtomicInteger();
  private static final AtomicInteger MOST = new AtomicInteger();
  private static CountDownLatch goOn = new CountDownLatch(1);

  private static void check() {
    MOST.accumulateAndGet(CHECKING.incrementAndGet(), Math::max);
    try {
      assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      CHECKING.decrementAndGet();
    }
  }

  /** A check that waits until the test lets it continue. */
  public static final class Slow implements PasswordCheck {

    /** Called by the filter. */
    public Slow() {}

    @Override
    public Optional<AuthPrincipal> check(String name, String password) {
      LoginFloodTest.check();
      return Optional.empty();
    }
  }

  private static DataSource slowDatabase() {
    return (DataSource)
        Proxy.newProxyInstance(
            LoginFloodTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              check();
              throw new SQLException("away", "08001");
            });
  }

  @Test
  void databaseChecksAreLimitedAndOthersGetRetryAfter() throws Exception {
    try (FakeNaming naming = FakeNaming.open(Map.of("jdbc/app", slowDatabase()))) {
      flood(
          2,
          "auth.login.user-store",
          "jdbc",
          "auth.login.jdbc.datasource",
          "jdbc/app",
          "auth.login.jdbc.caller-query",
          "select hash from users where name = ?");
    }
  }

  @Test
  void checkWithRemoteHashHasEightfoldMaximum() throws Exception {
    flood(16, "auth.login.user-store", Slow.class.getName());
  }

  private static void flood(int places, String... parameters) throws Exception {
    MOST.set(0);
    goOn = new CountDownLatch(1);
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "both")
            .parameter("auth.jwt.secretkey", Tokens.SECRET)
            .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
            .parameter("auth.login.path", "/login")
            .parameter("auth.token.path", "/token")
            .parameter("auth.rules", "/* permit")
            .parameter("auth.login.max-concurrent-checks", "2");
    for (int i = 0; i < parameters.length; i += 2) {
      context.parameter(parameters[i], parameters[i + 1]);
    }
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context.filterConfig());
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      CompletionService<FakeResponse> answers = new ExecutorCompletionService<>(callers);
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        answers.submit(() -> logIn(filter, caller));
      }
      // Eight callers wait. All others are rejected at once.
      int rejected = CALLERS - places - 8;
      for (int i = 0; i < rejected; i++) {
        FakeResponse answer = answers.take().get();
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
      }
      assertThat(MOST).hasValue(places);
      goOn.countDown();
      for (int i = rejected; i < CALLERS; i++) {
        assertThat(answers.take().get().getStatus()).isIn(503, 401);
      }
      assertThat(MOST).hasValue(places);
    } finally {
      goOn.countDown();
      callers.shutdownNow();
      filter.destroy();
    }
  }

  // Through the two endpoints and through request.login().
  private static FakeResponse logIn(AuthenticationFilter filter, int caller) throws Exception {
    FakeResponse response = new FakeResponse();
    if (caller % 3 == 0) {
      filter.doFilter(
          FakeRequest.post("/own"),
          response,
          (in, out) -> {
            try {
              ((HttpServletRequest) in).login("user" + caller, "wrong");
            } catch (ServletException e) {
              ((HttpServletResponse) out).setStatus(401);
            }
          });
      return response;
    }
    filter.doFilter(
        FakeRequest.post(caller % 3 == 1 ? "/login" : "/token")
            .body(
                "application/json", "{\"username\":\"user" + caller + "\",\"password\":\"wrong\"}"),
        response,
        (in, out) -> {
          throw new AssertionError("the endpoint is ours");
        });
    return response;
  }
}
