package io.sallyport.internal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.UnreliableStore;
import io.sallyport.fixture.VirtualBackground;
import io.sallyport.internal.background.BackgroundThreads;
import io.sallyport.internal.store.GuardedStore;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.spi.Revocation;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import io.sallyport.test.MovableClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RevocationListTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MOMENT = Duration.ofNanos(1);

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final VirtualBackground background = new VirtualBackground();
  private final UnreliableStore store = UnreliableStore.over(InMemoryTokenStore.of(clock));
  private final RevocationList one = RevocationList.shared(store, background, clock);
  private final RevocationList other = RevocationList.shared(store, background, clock);

  private static String key(String name) {
    return RevocationKey.session(name);
  }

  private void begin() {
    one.begin();
    other.begin();
  }

  private Instant inAnHour() {
    return clock.instant().plus(Duration.ofHours(1));
  }

  private static boolean isRevoked(RevocationList list, String name) {
    return list.isRevoked(() -> RevocationQuery.byId(key("x")).orByOwner(key(name), 0));
  }

  private boolean isRevoked(String name, long began) {
    return one.isRevoked(() -> RevocationQuery.byOwner(key(name), began));
  }

  @Test
  void revocationReachesOtherNodesWithinASecond() {
    begin();
    one.revoke(key("k"), clock.instant(), inAnHour());
    assertThat(isRevoked(one, "k")).isTrue();
    background.pass(Duration.ofMillis(250));
    assertThat(isRevoked(other, "k")).isTrue();
    assertThat(isRevoked(other, "another")).isFalse();
    assertThat(other.size()).isEqualTo(1);
  }

  @Test
  void laterLoginIsNotRevoked() {
    begin();
    one.revoke(key("k"), Instant.ofEpochMilli(1000), inAnHour());
    assertThat(isRevoked("k", 1000)).isTrue();
    assertThat(isRevoked("k", 1001)).isFalse();
    assertThat(one.isRevoked(() -> RevocationQuery.byId(key("k")))).isTrue();
    // Taken back once more, later; an earlier one takes nothing from it.
    one.revoke(key("k"), Instant.ofEpochMilli(2000), inAnHour());
    one.revoke(key("k"), Instant.ofEpochMilli(500), inAnHour());
    assertThat(isRevoked("k", 2000)).isTrue();
    assertThat(isRevoked("k", 2001)).isFalse();
  }

  @Test
  void copyOlderThanASecondIsNotUsed() {
    begin();
    assertThat(isRevoked(other, "k")).isFalse();
    store.fail(true);
    background.sleep(SECOND);
    assertThat(isRevoked(other, "k")).isFalse();
    background.sleep(MOMENT);
    assertThatThrownBy(() -> isRevoked(other, "k"))
        .isInstanceOf(RevocationsUnavailableException.class);
    store.fail(false);
    background.pass(Duration.ofMillis(250));
    assertThat(isRevoked(other, "k")).isFalse();
  }

  @Test
  void storeIsReadOnceAfterTheMachineSlept() {
    begin();
    background.sleep(Duration.ofSeconds(30));
    one.revoke(key("k"), clock.instant(), inAnHour());
    int before = store.calls();
    assertThat(isRevoked(other, "k")).isTrue();
    assertThat(isRevoked(other, "another")).isFalse();
    assertThat(store.calls()).isEqualTo(before + 1);
    // Still one look after the other.
    assertThat(background.planned()).isEqualTo(2);
  }

  @Test
  void requestsDoNotReadAFailingStore() {
    begin();
    store.fail(true);
    background.pass(SECOND.plus(MOMENT));
    int before = store.calls();
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> isRevoked(other, "k"))
          .isInstanceOf(RevocationsUnavailableException.class);
    }
    assertThat(store.calls()).isEqualTo(before);
  }

  @Test
  void requestsReadTheStoreBeforeTheFirstRead() {
    other.begin();
    other.revoke(key("k"), clock.instant(), inAnHour());
    assertThat(isRevoked(one, "k")).isTrue();
    assertThat(isRevoked(one, "another")).isFalse();
    store.fail(true);
    assertThatThrownBy(() -> isRevoked(one, "another"))
        .isInstanceOf(RevocationsUnavailableException.class);
    one.begin();
    assertThatThrownBy(() -> isRevoked(one, "another"))
        .isInstanceOf(RevocationsUnavailableException.class);
    store.fail(false);
    background.pass(SECOND);
    assertThat(isRevoked(one, "another")).isFalse();
  }

  private void fill(int entries) {
    for (int i = 0; i < entries; i++) {
      store.revoke(Revocation.of(key("k" + i), clock.instant(), inAnHour()));
    }
  }

  @Test
  void requestsAreServedWhileALongListIsRead() {
    fill(35_000);
    // Each page takes a while, so that there are several looks.
    store.onRead(() -> background.sleep(Duration.ofMillis(200)));
    List<Boolean> answers = new ArrayList<>();
    background.after(
        Duration.ofMillis(0),
        () -> {
          answers.add(isRevoked(one, "k34999"));
          answers.add(isRevoked(one, "another"));
        });
    one.begin();
    assertThat(one.size()).isLessThan(35_000);
    background.pass(Duration.ofMillis(1));
    assertThat(answers).containsExactly(true, false);
    background.pass(SECOND);
    assertThat(one.size()).isEqualTo(35_000);
    int before = store.calls();
    assertThat(isRevoked(one, "k34999")).isTrue();
    assertThat(isRevoked(one, "another")).isFalse();
    assertThat(store.calls()).isEqualTo(before);
  }

  @Test
  void repeatedRevocationIsNotWrittenAgain() {
    begin();
    one.revoke(key("k"), inAnHour());
    background.pass(SECOND);
    int before = store.revocations();
    for (int i = 0; i < 100; i++) {
      one.revoke(key("k"), inAnHour());
      other.revoke(key("k"), inAnHour());
    }
    assertThat(store.revocations()).isEqualTo(before);
    one.revoke(key("k"), inAnHour().plusSeconds(1));
    assertThat(store.revocations()).isEqualTo(before + 1);
  }

  @Test
  void requestsReadTheStoreAboveTheMaximum() {
    fill(1500);
    RevocationList small = RevocationList.shared(store, background, clock, 1000);
    small.begin();
    assertThat(small.size()).isEqualTo(1000);
    for (int i = 0; i < 1500; i++) {
      assertThat(isRevoked(small, "k" + i)).isTrue();
    }
    assertThat(isRevoked(small, "another")).isFalse();
    small.revoke(key("new"), clock.instant(), inAnHour());
    assertThat(isRevoked(small, "new")).isTrue();
    store.fail(true);
    background.pass(Duration.ofMillis(250));
    assertThatThrownBy(() -> isRevoked(small, "another"))
        .isInstanceOf(RevocationsUnavailableException.class);
    store.fail(false);
    // All of them end.
    clock.move(Duration.ofHours(4));
    background.pass(Duration.ofMinutes(3));
    int before = store.calls();
    assertThat(isRevoked(small, "another")).isFalse();
    assertThat(store.calls()).isEqualTo(before);
  }

  @Test
  void failedRevocationIsNotInTheCopy() {
    begin();
    store.fail(true);
    assertThatThrownBy(() -> one.revoke(key("k"), clock.instant(), inAnHour()))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(isRevoked(one, "k")).isFalse();
  }

  @Test
  void listIsCompleteAfterAnOutage() {
    begin();
    one.revoke(key("before"), clock.instant(), inAnHour());
    background.pass(SECOND);
    store.fail(true);
    background.pass(SECOND.plus(Duration.ofMillis(250)));
    assertThatThrownBy(() -> isRevoked(other, "before"))
        .isInstanceOf(RevocationsUnavailableException.class);
    store.fail(false);
    background.pass(SECOND);
    assertThat(isRevoked(other, "before")).isTrue();
  }

  @Test
  void lostRevocationIsRestoredAfterAnOutage() {
    begin();
    one.revoke(key("k"), clock.instant(), inAnHour());
    background.pass(SECOND);
    store.fail(true);
    background.pass(SECOND);
    store.replaceBy(InMemoryTokenStore.of(clock));
    store.fail(false);
    background.pass(SECOND);
    assertThat(isRevoked(one, "k")).isTrue();
    assertThat(store.revocationsSince("").entries()).extracting(Revocation::key).contains(key("k"));
  }

  @Test
  void laterRevocationOfTheSameKeyIsRestored() {
    begin();
    one.revoke(key("k"), Instant.ofEpochMilli(1000), inAnHour());
    background.pass(SECOND);
    store.fail(true);
    background.pass(SECOND);
    // It kept an earlier one, as a copy of yesterday does.
    InMemoryTokenStore yesterday = InMemoryTokenStore.of(clock);
    yesterday.revoke(Revocation.of(key("k"), Instant.ofEpochMilli(500), inAnHour()));
    store.replaceBy(yesterday);
    store.fail(false);
    background.pass(SECOND);
    assertThat(yesterday.revocationsSince("").entries())
        .contains(Revocation.of(key("k"), Instant.ofEpochMilli(1000), inAnHour()));
  }

  @Test
  void silentlyLostRevocationIsRestoredOnce() {
    one.begin();
    one.revoke(key("k"), clock.instant(), inAnHour());
    background.pass(SECOND);
    store.replaceBy(InMemoryTokenStore.of(clock));
    background.pass(Duration.ofMinutes(5));
    assertThat(store.revocationsSince("").entries())
        .extracting(Revocation::key)
        .containsExactly(key("k"));
  }

  @Test
  void restoringManyEntriesKeepsTheCopyFresh() {
    one.begin();
    for (int i = 0; i < 100; i++) {
      one.revoke(key("k" + i), clock.instant(), inAnHour());
    }
    store.fail(true);
    background.pass(SECOND);
    store.replaceBy(InMemoryTokenStore.of(clock));
    store.fail(false);
    // Each takes a tenth of a second, so ten seconds all of them.
    store.onRevoke(() -> background.sleep(Duration.ofMillis(100)));
    background.pass(Duration.ofMillis(250));
    store.fail(false);
    for (int i = 0; i < 100; i++) {
      assertThat(isRevoked(one, "k" + i)).isTrue();
      background.pass(Duration.ofMillis(250));
    }
    assertThat(store.revocationsSince("").entries()).hasSize(100);
  }

  @Test
  void failedRestoreIsRepeated() {
    one.begin();
    one.revoke(key("a"), clock.instant(), inAnHour());
    one.revoke(key("b"), clock.instant(), inAnHour());
    store.fail(true);
    background.pass(SECOND);
    store.replaceBy(InMemoryTokenStore.of(clock));
    store.fail(false);
    store.onRevoke(() -> store.fail(true));
    background.pass(SECOND);
    store.onRevoke(() -> {});
    store.fail(false);
    background.pass(SECOND);
    assertThat(store.revocationsSince("").entries())
        .extracting(Revocation::key)
        .contains(key("a"), key("b"));
  }

  @Test
  void storeThatLosesItsCursorIsReadFromTheStart() {
    begin();
    store.hideNext();
    one.revoke(key("k"), clock.instant(), inAnHour());
    background.pass(Duration.ofSeconds(59));
    assertThat(isRevoked(other, "k")).isFalse();
    background.pass(Duration.ofSeconds(3));
    assertThat(isRevoked(other, "k")).isTrue();
  }

  @Test
  void clockSetBackMakesNothingValid() {
    begin();
    one.revoke(key("k"), clock.instant(), inAnHour());
    clock.move(Duration.ofHours(2));
    background.pass(Duration.ofMinutes(5));
    clock.move(Duration.ofHours(-1));
    assertThat(isRevoked(one, "k")).isTrue();
    clock.move(Duration.ofHours(3));
    background.pass(Duration.ofMinutes(5));
    assertThat(one.size()).isZero();
  }

  @Test
  void listOfOwnStoreIsAlwaysFresh() {
    RevocationList own = RevocationList.ownStore(store, background, clock);
    own.begin();
    background.sleep(Duration.ofDays(1));
    assertThat(isRevoked(own, "k")).isFalse();
    own.revoke(key("k"), clock.instant(), inAnHour());
    assertThat(isRevoked(own, "k")).isTrue();
    assertThat(background.planned()).isZero();
  }

  @Test
  void closedTaskReadsNoMore() {
    begin();
    one.close();
    other.close();
    background.pass(SECOND);
    assertThat(background.planned()).isZero();
  }

  // Anybody can name a session that is not there.
  @Test
  void steadyChecksCauseNoFullReads() {
    AtomicInteger whole = new AtomicInteger();
    TokenStore counting =
        (TokenStore)
            Proxy.newProxyInstance(
                TokenStore.class.getClassLoader(),
                new Class<?>[] {TokenStore.class},
                (proxy, called, arguments) -> {
                  if (called.getName().equals("revocationsSince") && arguments[0].equals("")) {
                    whole.incrementAndGet();
                  }
                  return called.invoke(store, arguments);
                });
    RevocationList list = RevocationList.shared(counting, background, clock);
    list.begin();
    for (int i = 0; i < 1000; i++) {
      background.sleep(Duration.ofMillis(1));
      list.requireSteady();
    }
    assertThat(whole).hasValue(1);
  }

  // Nothing lets go of the store before the answer is there.
  @Test
  @Timeout(60)
  void steadyCheckEndsWhileTheStoreHangs() throws Exception {
    BackgroundThreads threads = BackgroundThreads.of(2, "test-revocations");
    GuardedStore guarded = GuardedStore.of(store, Duration.ofMillis(900), "/app");
    RevocationList list = RevocationList.shared(guarded, threads, clock);
    try {
      list.begin();
      store.hang();
      assertThatThrownBy(list::requireSteady).isInstanceOf(RevocationsUnavailableException.class);
    } finally {
      store.letGo();
      list.close();
      threads.close();
      guarded.close();
    }
  }
}
