package io.sallyport.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.FakeRequest;
import io.sallyport.fixture.MovableClock;
import io.sallyport.fixture.UnreliableStore;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.store.InMemoryTokenStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginThrottleTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final UnreliableStore store = UnreliableStore.over(InMemoryTokenStore.of(clock));
  private final AtomicInteger looked = new AtomicInteger();
  private boolean away;
  private final LoginThrottle throttle =
      LoginThrottle.of(
          (request, name, password) -> {
            looked.incrementAndGet();
            if (away) {
              throw new CredentialOutageException("away");
            }
            return password.equals("right")
                ? Optional.of(AuthPrincipal.of(name, List.of(), AuthSource.SESSION))
                : Optional.empty();
          },
          store,
          10,
          WINDOW);

  private boolean ask(String name, String password) throws TooManyAttemptsException {
    return throttle.check(FakeRequest.get("/"), name, password).isPresent();
  }

  private void guess(int times) throws TooManyAttemptsException {
    for (int i = 0; i < times; i++) {
      assertThat(ask("ann", "wrong")).isFalse();
    }
  }

  private void assertThrottled(String name) {
    assertThatThrownBy(() -> ask(name, "right"))
        .isInstanceOf(TooManyAttemptsException.class)
        .extracting(e -> ((TooManyAttemptsException) e).retryAfter())
        .isEqualTo(WINDOW);
  }

  @Test
  void theEleventhAttemptIsNotLookedAtAndOtherPeopleAreFree() throws Exception {
    guess(10);
    assertThrottled("ann");
    assertThat(looked).hasValue(10);
    assertThat(ask("bob", "right")).isTrue();
  }

  @Test
  void afterTheWindowItBeginsAnew() throws Exception {
    guess(10);
    clock.move(WINDOW.minusMillis(1));
    assertThrottled("ann");
    clock.move(Duration.ofMillis(1));
    assertThat(ask("ann", "right")).isTrue();
  }

  @Test
  void aRightPasswordBeginsItAnew() throws Exception {
    for (int i = 0; i < 5; i++) {
      guess(9);
      assertThat(ask("ann", "right")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANN", " ann ", "Ann", "\uff41\uff4e\uff4e"})
  void allSpellingsOfANameAreOneName(String spelling) throws Exception {
    guess(10);
    assertThrottled(spelling);
  }

  @Test
  void ofManyGuessesAtOnceNoMoreAreLookedAt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(64);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        running.add(
            threads.submit(
                () -> {
                  try {
                    ask("ann", "wrong");
                  } catch (TooManyAttemptsException e) {
                    // As it should be.
                  }
                }));
      }
      for (Future<?> guess : running) {
        guess.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(looked).hasValue(10);
  }

  @Test
  void withoutTheStoreNobodyMayTry() {
    store.fail(true);
    assertThatThrownBy(() -> ask("ann", "right")).isInstanceOf(CredentialOutageException.class);
    assertThat(looked).hasValue(0);
  }

  @Test
  void whoTriesWhileTheDatabaseIsAwayHasNotGuessed() throws Exception {
    away = true;
    for (int i = 0; i < 30; i++) {
      assertThatThrownBy(() -> ask("ann", "right")).isInstanceOf(CredentialOutageException.class);
    }
    away = false;
    assertThat(ask("ann", "right")).isTrue();
  }
}
