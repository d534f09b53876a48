package io.sallyport.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.test.FakeRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The maximum number of concurrent password checks. */
@Timeout(600)
class LoginLimitTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger checks = new AtomicInteger();

  @AfterEach
  void end() {
    goOn.countDown();
    callers.shutdownNow();
  }

  // The first check waits for the test.
  private final PasswordAuthenticator slow =
      (request, name, password) -> {
        if (checks.incrementAndGet() == 1) {
          inside.countDown();
          awaitOrFail(goOn);
        }
        if (name.equals("outage")) {
          throw new CredentialOutageException("the database does not answer");
        }
        return Optional.empty();
      };

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<Boolean> start(LoginLimit limit) {
    return CompletableFuture.supplyAsync(() -> tryLogin(limit, "ann"), callers);
  }

  private static boolean tryLogin(LoginLimit limit, String name) {
    try {
      return limit.check(FakeRequest.post("/"), name, "wrong").isEmpty();
    } catch (TooManyAttemptsException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void callerBeyondTheLimitIsRejectedWithoutACheck() throws Exception {
    LoginLimit limit = LoginLimit.of(slow, 1, 0, LONG);
    CompletableFuture<Boolean> first = start(limit);
    awaitOrFail(inside);
    assertThatThrownBy(() -> tryLogin(limit, "ben"))
        .isInstanceOf(CredentialOutageException.class)
        .hasMessageContaining("auth.login.max-concurrent-checks");
    assertThat(checks).hasValue(1);
    goOn.countDown();
    assertThat(first.get()).isTrue();
    assertThat(tryLogin(limit, "ben")).isTrue();
  }

  @Test
  void waitingCallerIsCheckedNext() throws Exception {
    LoginLimit limit = LoginLimit.of(slow, 1, 1, LONG);
    CompletableFuture<Boolean> first = start(limit);
    awaitOrFail(inside);
    CompletableFuture<Boolean> second = start(limit);
    goOn.countDown();
    assertThat(first.get()).isTrue();
    assertThat(second.get()).isTrue();
    assertThat(checks).hasValue(2);
  }

  @Test
  void waitHasATimeout() throws Exception {
    LoginLimit limit = LoginLimit.of(slow, 1, 1, Duration.ofMillis(1));
    CompletableFuture<Boolean> first = start(limit);
    awaitOrFail(inside);
    // Twice: the first of these no longer counts as waiting.
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> tryLogin(limit, "ben"))
          .isInstanceOf(CredentialOutageException.class);
    }
    goOn.countDown();
    assertThat(first.get()).isTrue();
    assertThat(checks).hasValue(1);
  }

  @Test
  void failedCheckReleasesItsSlot() {
    checks.set(1);
    LoginLimit limit = LoginLimit.of(slow, 1, 0, LONG);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> tryLogin(limit, "outage")).hasMessageContaining("the database");
    }
    assertThat(tryLogin(limit, "ann")).isTrue();
  }

  @Test
  void interruptedCallerIsRejected() {
    LoginLimit limit = LoginLimit.of(slow, 1, 1, LONG);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> tryLogin(limit, "ben")).isInstanceOf(CredentialOutageException.class);
    assertThat(Thread.interrupted()).isTrue();
    checks.set(1);
    assertThat(tryLogin(limit, "ben")).isTrue();
  }
}
