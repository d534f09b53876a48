package io.sallyport.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import io.sallyport.test.MovableClock;
import io.sallyport.test.TokenStoreContract;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InMemoryTokenStoreTest extends TokenStoreContract {

  private final TokenStore shared = InMemoryTokenStore.of(Clock.systemUTC());
  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final InMemoryTokenStore store = InMemoryTokenStore.of(clock);

  @Override
  protected TokenStore open() {
    return shared;
  }

  @Test
  void familyEndsAtItsTime() {
    store.beginFamily("f", "a", clock.instant().plusSeconds(60));
    clock.move(Duration.ofMillis(59_999));
    assertThat(store.rotate("f", "a", "b")).isEqualTo(Rotation.DONE);
    clock.move(Duration.ofMillis(1));
    assertThat(store.rotate("f", "b", "c")).isEqualTo(Rotation.UNKNOWN);
  }

  @Test
  void attemptsAreClearedAfterTheWindow() {
    Duration window = Duration.ofMinutes(5);
    assertThat(store.countAttempt("k", window)).isEqualTo(1);
    clock.move(window.minusMillis(1));
    assertThat(store.countAttempt("k", window)).isEqualTo(2);
    clock.move(Duration.ofMillis(1));
    assertThat(store.countAttempt("k", window)).isEqualTo(1);
  }

  @Test
  void expiredSessionsAreNotCounted() {
    store.openSession("o", "a", clock.instant().plusSeconds(60), 1);
    clock.move(Duration.ofSeconds(60));
    assertThat(store.openSession("o", "b", clock.instant().plusSeconds(60), 1)).isEmpty();
  }

  @Test
  void onlyLongExpiredEntriesAreDropped() {
    store.useOnce("used", clock.instant().plusSeconds(60));
    store.revoke(Revocation.of("short", clock.instant(), clock.instant().plusSeconds(60)));
    store.revoke(Revocation.of("long", clock.instant(), clock.instant().plus(Duration.ofDays(30))));
    // Entries stay effective if a clock that was an hour ahead is set back.
    clock.move(Duration.ofHours(2));
    cleanUp();
    assertThat(store.useOnce("used", clock.instant())).isFalse();
    assertThat(store.revocationsSince("").entries())
        .extracting(Revocation::key)
        .contains("short", "long");
    clock.move(Duration.ofMinutes(2));
    cleanUp();
    assertThat(store.revocationsSince("").entries())
        .extracting(Revocation::key)
        .contains("long")
        .doesNotContain("short");
    assertThat(store.useOnce("used", clock.instant())).isTrue();
  }

  private void cleanUp() {
    for (int i = 0; i < 300; i++) {
      store.useOnce(key(), clock.instant().minus(Duration.ofDays(1)));
      store.revoke(
          Revocation.of(key(), clock.instant(), clock.instant().minus(Duration.ofDays(1))));
    }
  }

  @Test
  void fullStoreRejectsRevocationsUntilSomeExpire() {
    InMemoryTokenStore small = InMemoryTokenStore.of(clock, 2);
    Revocation first = Revocation.of("a", clock.instant(), clock.instant().plusSeconds(60));
    small.revoke(first);
    small.revoke(Revocation.of("b", clock.instant(), clock.instant().plus(Duration.ofDays(1))));
    Revocation third =
        Revocation.of("c", clock.instant(), clock.instant().plus(Duration.ofDays(1)));
    assertThatThrownBy(() -> small.revoke(third)).isInstanceOf(StoreUnavailableException.class);
    // An existing revocation can be raised.
    small.revoke(Revocation.of("a", clock.instant().plusSeconds(1), first.until()));
    clock.move(Duration.ofHours(3));
    small.revoke(third);
    assertThat(small.revocationsSince("").entries())
        .extracting(Revocation::key)
        .containsExactly("b", "c");
  }

  @Test
  void longListIsReadInPages() {
    for (int i = 0; i < 25_000; i++) {
      store.revoke(
          Revocation.of("k" + i, clock.instant(), clock.instant().plus(Duration.ofDays(1))));
    }
    Revocations first = store.revocationsSince("");
    assertThat(first.hasMore()).isTrue();
    // A revocation that is raised meanwhile is read at the end.
    store.revoke(Revocation.of("k1", clock.instant(), clock.instant().plus(Duration.ofDays(2))));
    Set<String> keys = new HashSet<>();
    int pages = 0;
    Revocations page = first;
    while (true) {
      pages++;
      page.entries().forEach(revocation -> keys.add(revocation.key()));
      if (!page.hasMore()) {
        break;
      }
      page = store.revocationsSince(page.cursor());
    }
    assertThat(pages).isEqualTo(3);
    assertThat(keys).hasSize(25_000);
    assertThat(page.entries().get(page.entries().size() - 1).key()).isEqualTo("k1");
  }

  @Test
  void cursorOfAnotherStoreStartsAgain() {
    store.revoke(Revocation.of("a", clock.instant(), clock.instant().plusSeconds(60)));
    Revocations other = InMemoryTokenStore.of(clock).revocationsSince("1");
    assertThat(other.hasMore()).isTrue();
    assertThat(other.cursor()).isEmpty();
  }
}
