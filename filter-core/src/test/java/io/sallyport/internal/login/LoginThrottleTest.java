package io.sallyport.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.UnreliableStore;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.internal.engine.CredentialOutageException;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginThrottleTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final UnreliableStore store = UnreliableStore.over(InMemoryTokenStore.of(clock));
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean away;

  private final LoginThrottle throttle =
      LoginThrottle.of(
          (request, name, password) -> {
            looks.incrementAndGet();
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

  private boolean login(String name, String password) throws TooManyAttemptsException {
    return throttle.check(FakeRequest.post("/"), name, password).isPresent();
  }

  private void attempt(String name, int times) throws TooManyAttemptsException {
    for (int i = 0; i < times; i++) {
      assertThat(login(name, "wrong")).isFalse();
    }
  }

  private void assertThrottled(String name, String password) {
    int before = looks.get();
    assertThatThrownBy(() -> login(name, password))
        .isInstanceOfSatisfying(
            TooManyAttemptsException.class, e -> assertThat(e.retryAfter()).isEqualTo(WINDOW))
        .hasMessage("too many attempts; try again in 300 seconds");
    assertThat(looks).hasValue(before);
  }

  @Test
  void eleventhAttemptIsRejected() throws Exception {
    attempt("ann", 9);
    assertThat(login("ann", "right")).isTrue();
    attempt("ann", 10);
    assertThrottled("ann", "wrong");
    assertThrottled("ann", "right");
  }

  @Test
  void otherUsersCanLogIn() throws Exception {
    attempt("ann", 10);
    assertThat(login("ben", "right")).isTrue();
  }

  @Test
  void attemptsAreClearedWhenTheWindowEnds() throws Exception {
    attempt("ann", 1);
    clock.move(WINDOW.minusSeconds(1));
    attempt("ann", 9);
    assertThrottled("ann", "right");
    clock.move(Duration.ofMillis(999));
    assertThrottled("ann", "right");
    clock.move(Duration.ofMillis(1));
    assertThat(login("ann", "right")).isTrue();
  }

  @Test
  void furtherAttemptsDoNotProlongTheWindow() throws Exception {
    attempt("ann", 10);
    for (int i = 0; i < 5; i++) {
      clock.move(Duration.ofSeconds(50));
      assertThrottled("ann", "wrong");
    }
    clock.move(Duration.ofSeconds(50));
    assertThat(login("ann", "right")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANN", " ann", "ann\t", "Ann\u3000", "\uff41nn"})
  void spellingsOfANameShareACount(String spelling) throws Exception {
    attempt("ann", 10);
    assertThrottled(spelling, "right");
  }

  @ParameterizedTest
  @CsvSource({
    "ann lee, ann  lee",
    "ann lee, ann\u00a0\u2003lee",
    "ann, a\u00adnn",
    "ann, ann\u200b",
    "ann, \ufeffann",
    "ann, a\ufe0fnn",
    "straße, STRASSE",
    "νικος, ΝΙΚΟΣ",
    "νικος, νικοσ",
    "ı, I",
    "josé, jose",
    "josé, JOSE\u0301",
    "jos\u00e8, jos\u0119",
    "søren, soren",
    "łukasz, Lukasz",
    "þór, thor",
    "ægir, aegir",
    "ivan7, ivan\u0667",
    "и\u0306ван, иван",
  })
  void directorySpellingsOfANameShareACount(String name, String spelling) throws Exception {
    attempt(name, 10);
    assertThrottled(spelling, "right");
  }

  @ParameterizedTest
  @ValueSource(strings = {"an", "annn", "a nn", "a-nn", ""})
  void otherNamesHaveTheirOwnCount(String other) throws Exception {
    attempt("ann", 10);
    login(other, "wrong");
  }

  @Test
  void concurrentAttemptsDoNotExceedTheMaximum() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(64);
    CountDownLatch start = new CountDownLatch(1);
    AtomicInteger throttled = new AtomicInteger();
    for (int i = 0; i < 64; i++) {
      threads.execute(
          () -> {
            try {
              start.await();
              login("ann", "wrong");
            } catch (TooManyAttemptsException e) {
              throttled.incrementAndGet();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    start.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(looks).hasValue(10);
    assertThat(throttled).hasValue(54);
  }

  @Test
  void noPasswordIsCheckedDuringAStoreOutage() throws Exception {
    store.fail(true);
    assertThatThrownBy(() -> login("ann", "right")).isInstanceOf(CredentialOutageException.class);
    assertThat(looks).hasValue(0);
    store.fail(false);
    assertThat(login("ann", "right")).isTrue();
  }

  @Test
  void attemptDuringAnOutageIsNotCounted() throws Exception {
    away = true;
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> login("ann", "right")).isInstanceOf(CredentialOutageException.class);
    }
    away = false;
    assertThat(login("ann", "right")).isTrue();
  }

  @Test
  void outageDoesNotClearEarlierAttempts() throws Exception {
    attempt("ann", 9);
    away = true;
    assertThatThrownBy(() -> login("ann", "right")).isInstanceOf(CredentialOutageException.class);
    away = false;
    assertThrottled("ann", "right");
  }

  @Test
  void invalidNameOrPasswordIsNotCounted() throws Exception {
    int before = store.calls();
    assertThat(login("x".repeat(1025), "right")).isFalse();
    assertThat(login("ann", "x".repeat(1025))).isFalse();
    assertThat(login("a\0", "right")).isFalse();
    assertThat(login(" ", "right")).isFalse();
    assertThat(store.calls()).isEqualTo(before);
  }
}
