package io.sallyport.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.Await;
import io.sallyport.fixture.UnreliableStore;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import io.sallyport.test.TokenStoreContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract holds through it; the time limit of the contract only ends a test that hangs. */
@Execution(ExecutionMode.CONCURRENT) // Most of them wait.
class GuardedStoreTest extends TokenStoreContract {

  private final TokenStore shared = InMemoryTokenStore.of(Clock.systemUTC());
  private final UnreliableStore unreliable =
      UnreliableStore.over(InMemoryTokenStore.of(Clock.systemUTC()));
  private final GuardedStore guarded = GuardedStore.of(unreliable, Duration.ofMillis(250), "/app");

  @Override
  protected TokenStore open() {
    return GuardedStore.of(shared, Duration.ofMinutes(5), "/app");
  }

  @AfterEach
  void end() {
    unreliable.letGo();
    guarded.close();
    assertThat(unreliable.isClosed()).isTrue();
  }

  private void assertUnavailable() {
    assertThatThrownBy(() -> guarded.endFamily("f")).isInstanceOf(StoreUnavailableException.class);
  }

  private void assertComesBack() {
    Await.until("the store is back", () -> !isUnavailable(guarded));
  }

  @Test
  void hangingStoreIsAnOutageAndIsRarelyCalled() throws Exception {
    unreliable.hang();
    for (int i = 0; i < 2000; i++) {
      assertUnavailable();
    }
    assertThat(unreliable.calls()).isLessThan(1000);
    unreliable.letGo();
    assertComesBack();
  }

  // Also for callers that first wait for a slot: there are fewer slots than callers.
  @Test
  @Timeout(60)
  void noCallerWaitsLongerThanTheDeadline() throws Exception {
    unreliable.hang();
    ExecutorService callers = Executors.newFixedThreadPool(64);
    try (GuardedStore patient = GuardedStore.of(unreliable, Duration.ofSeconds(3), "/app")) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(callers.submit(() -> isUnavailable(patient)));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private static boolean isUnavailable(TokenStore store) {
    try {
      store.endFamily("f");
      return false;
    } catch (StoreUnavailableException e) {
      return true;
    }
  }

  @Test
  void failingStoreIsAnOutageUntilItRecovers() throws Exception {
    unreliable.fail(true);
    for (int i = 0; i < 10; i++) {
      assertUnavailable();
    }
    unreliable.fail(false);
    assertComesBack();
  }

  @Test
  void singleFailureIsNoOutageForOtherCalls() {
    try (GuardedStore patient = GuardedStore.of(unreliable, Duration.ofSeconds(60), "/app")) {
      unreliable.fail(true);
      assertThat(isUnavailable(patient)).isTrue();
      unreliable.fail(false);
      assertThat(patient.useOnce("k", Instant.now())).isTrue();
    }
  }

  @Test
  void anyExceptionIsAnOutage() {
    unreliable.replaceBy(null);
    try (GuardedStore patient = GuardedStore.of(unreliable, Duration.ofSeconds(60), "/app")) {
      assertThatThrownBy(() -> patient.useOnce("k", Instant.now()))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessage("token store failed: exception=java.lang.NullPointerException");
    }
  }
}
