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
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Set<String> keys = new HashSet<>();
  private volatile boolean away;
  private volatile boolean forgetful;
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
          watched(),
          10,
          WINDOW);

  /** The store, whose keys are looked at and which may refuse to clear. */
  private TokenStore watched() {
    return (TokenStore)
        Proxy.newProxyInstance(
            LoginThrottleTest.class.getClassLoader(),
            new Class<?>[] {TokenStore.class},
            (proxy, called, arguments) -> {
              synchronized (keys) {
                keys.add((String) arguments[0]);
              }
              if (forgetful && called.getName().equals("clearAttempts")) {
                throw new StoreUnavailableException("down");
              }
              try {
                return called.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

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
  @ValueSource(strings = {"ANN", " ann ", "Ann", "ann\u3000", "\uff41\uff4e\uff4e"})
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

  @Test
  void composedAndDecomposedLettersAreOneName() throws Exception {
    for (int i = 0; i < 10; i++) {
      ask("Andr\u00e9", "wrong");
    }
    assertThrottled("andre\u0301");
    assertThat(ask("andre", "right")).isTrue();
  }

  @Test
  void namesDoNotStandInTheStore() throws Exception {
    guess(1);
    ask("ann", "right");
    assertThat(keys).singleElement().satisfies(key -> assertThat(key).doesNotContain("ann"));
    ask("bob", "wrong");
    assertThat(keys).hasSize(2);
  }

  @Test
  void guessesBeforeAnOutageAreNotForgotten() throws Exception {
    guess(9);
    away = true;
    assertThatThrownBy(() -> ask("ann", "right")).isInstanceOf(CredentialOutageException.class);
    away = false;
    assertThrottled("ann");
  }

  @Test
  void aCountThatCannotBeClearedKeepsNobodyOut() throws Exception {
    forgetful = true;
    assertThat(ask("ann", "right")).isTrue();
  }

  @Test
  void whileTheStoreIsAwayItIsAnOutageAndBackItCountsOn() throws Exception {
    guess(9);
    store.fail(true);
    assertThatThrownBy(() -> ask("ann", "wrong")).isInstanceOf(CredentialOutageException.class);
    store.fail(false);
    guess(1);
    assertThrottled("ann");
    assertThat(looked).hasValue(10);
  }
}
