package io.sallyport.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests that every {@link TokenStore} must pass. The test of a store extends this class and opens
 * two stores over the same data, as two nodes do. Each test uses new keys, so the data need not be
 * deleted.
 */
@Timeout(600)
public abstract class TokenStoreContract {

  private static final int AT_ONCE = 64;

  private TokenStore one;
  private TokenStore other;

  /** Opens a store over the data that all stores of this test share. */
  protected abstract TokenStore open() throws Exception;

  /**
   * Opens the store of a second node. A store that serves one node only returns the same store
   * again.
   */
  protected TokenStore openAnother() throws Exception {
    return open();
  }

  @BeforeEach
  void openBoth() throws Exception {
    one = open();
    other = openAnother();
  }

  @AfterEach
  void closeBoth() {
    one.close();
    if (other != one) {
      other.close();
    }
  }

  /** A new key of the maximum length. */
  protected static String key() {
    return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "").substring(0, 64);
  }

  private static Instant inAnHour() {
    return Instant.now().plus(Duration.ofHours(1));
  }

  private <T> List<T> atOnce(int calls, Callable<T> onOne, Callable<T> onOther) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        running.add(threads.submit(i % 2 == 0 ? onOne : onOther));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : running) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  // ---- revocations

  // Within the same second, a login may be before or after the revocation.
  @Test
  void revocationTimeIsKeptToTheMillisecond() {
    Instant moment = Instant.ofEpochMilli(1_795_000_000_123L);
    String key = key();
    one.revoke(Revocation.of(key, moment, inAnHour()));
    assertThat(other.findRevocations(List.of(key)).get(0).before()).isEqualTo(moment);
  }

  @Test
  void revocationOfOneNodeIsReadByTheOther() {
    Revocation revocation = Revocation.of(key(), Instant.now(), inAnHour());
    String before = end(other);
    one.revoke(revocation);
    assertThat(read(other, before)).contains(revocation);
    assertThat(read(other, "")).contains(revocation);
    assertThat(read(one, "")).contains(revocation);
  }

  /** All pages from a cursor on. */
  private static List<Revocation> read(TokenStore store, String cursor) {
    List<Revocation> all = new ArrayList<>();
    Revocations page = store.revocationsSince(cursor);
    all.addAll(page.entries());
    while (page.hasMore()) {
      page = store.revocationsSince(page.cursor());
      all.addAll(page.entries());
    }
    return all;
  }

  private static String end(TokenStore store) {
    Revocations page = store.revocationsSince("");
    while (page.hasMore()) {
      page = store.revocationsSince(page.cursor());
    }
    return page.cursor();
  }

  private static List<Revocation> of(String key, List<Revocation> entries) {
    List<Revocation> found = new ArrayList<>(entries);
    found.removeIf(revocation -> !revocation.key().equals(key));
    return found;
  }

  @Test
  void repeatedRevocationsOfAKeyAreOneEntry() {
    String key = key();
    Revocation revocation = Revocation.of(key, Instant.now(), inAnHour());
    for (int i = 0; i < 20; i++) {
      one.revoke(revocation);
      other.revoke(revocation);
    }
    assertThat(of(key, read(one, ""))).containsExactly(revocation);
  }

  @Test
  void laterRevocationOfAKeyIsReadAgain() {
    String key = key();
    Instant now = Instant.now();
    Revocation first = Revocation.of(key, now, inAnHour());
    one.revoke(first);
    String cursor = end(other);
    Revocation earlierButLonger =
        Revocation.of(key, now.minusSeconds(9), first.until().plusSeconds(60));
    Revocation laterButShorter =
        Revocation.of(key, now.plusSeconds(9), first.until().minusSeconds(60));
    one.revoke(earlierButLonger);
    Revocation longer = Revocation.of(key, now, earlierButLonger.until());
    assertThat(of(key, read(other, cursor))).contains(longer);
    cursor = end(other);
    one.revoke(laterButShorter);
    Revocation raised = Revocation.of(key, now.plusSeconds(9), earlierButLonger.until());
    assertThat(of(key, read(other, cursor))).contains(raised);
    assertThat(of(key, read(other, ""))).containsExactly(raised);
    one.revoke(Revocation.of(key, now.minusSeconds(99), now));
    assertThat(of(key, read(other, ""))).containsExactly(raised);
  }

  @Test
  void latestOfConcurrentRevocationsWins() throws Exception {
    String key = key();
    Instant now = Instant.now();
    Instant until = inAnHour();
    AtomicInteger next = new AtomicInteger();
    Callable<Boolean> revoking =
        () -> {
          one.revoke(Revocation.of(key, now.plusMillis(next.incrementAndGet()), until));
          return true;
        };
    atOnce(16, revoking, revoking);
    assertThat(of(key, read(other, "")))
        .containsExactly(Revocation.of(key, now.plusMillis(16), until));
  }

  @Test
  void revocationsAreFoundByTheirKeys() {
    Revocation here = Revocation.of(key(), Instant.now(), inAnHour());
    Revocation there = Revocation.of(key(), Instant.now(), inAnHour());
    one.revoke(here);
    other.revoke(there);
    assertThat(one.findRevocations(List.of(key(), here.key(), there.key())))
        .containsExactlyInAnyOrder(here, there);
    assertThat(one.findRevocations(List.of(key()))).isEmpty();
    assertThat(one.findRevocations(List.of())).isEmpty();
  }

  @Test
  void expiredRevocationsDoNotHideOthers() {
    Revocation over = Revocation.of(key(), Instant.now(), Instant.now().minus(Duration.ofHours(3)));
    one.revoke(over);
    Revocation live = Revocation.of(key(), Instant.now(), inAnHour());
    one.revoke(live);
    assertThat(read(other, "")).contains(live);
  }

  @Test
  void acknowledgedRevocationsAreNeverLeftOut() throws Exception {
    int writers = 8;
    int each = 40;
    Set<String> acknowledged = new HashSet<>();
    Set<String> seen = new HashSet<>();
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Future<List<String>>> running = new ArrayList<>();
      String cursor = end(other);
      for (int writer = 0; writer < writers; writer++) {
        TokenStore store = writer % 2 == 0 ? one : other;
        running.add(
            threads.submit(
                () -> {
                  List<String> keys = new ArrayList<>();
                  for (int i = 0; i < each; i++) {
                    String key = key();
                    store.revoke(Revocation.of(key, Instant.now(), inAnHour()));
                    keys.add(key);
                  }
                  return keys;
                }));
      }
      while (running.stream().anyMatch(future -> !future.isDone())) {
        Revocations page = other.revocationsSince(cursor);
        page.entries().forEach(revocation -> seen.add(revocation.key()));
        cursor = page.cursor();
      }
      for (Future<List<String>> future : running) {
        acknowledged.addAll(future.get());
      }
      read(other, cursor).forEach(revocation -> seen.add(revocation.key()));
    } finally {
      threads.shutdownNow();
    }
    assertThat(acknowledged).hasSize(writers * each);
    assertThat(seen).containsAll(acknowledged);
  }

  // ---- use once

  @Test
  void concurrentUsesOfAOneTimeTokenSucceedOnce() throws Exception {
    String key = key();
    Instant until = inAnHour();
    assertThat(atOnce(AT_ONCE, () -> one.useOnce(key, until), () -> other.useOnce(key, until)))
        .containsOnlyOnce(true);
    assertThat(one.useOnce(key, until)).isFalse();
    assertThat(other.useOnce(key, until)).isFalse();
    assertThat(other.useOnce(key(), until)).isTrue();
  }

  @Test
  void keysAreCaseSensitive() {
    String lower = key();
    String upper = lower.toUpperCase(Locale.ROOT);
    assertThat(one.useOnce(lower, inAnHour())).isTrue();
    assertThat(other.useOnce(upper, inAnHour())).isTrue();
    one.beginFamily(lower, lower, inAnHour());
    one.beginFamily(upper, upper, inAnHour());
    assertThat(other.rotate(lower, upper, key())).isEqualTo(Rotation.REUSED);
    assertThat(other.rotate(upper, upper, key())).isEqualTo(Rotation.DONE);
  }

  // ---- refresh tokens

  @Test
  void familyIsRotatedOnAnyNode() {
    String family = key();
    String[] tokens = {key(), key(), key(), key()};
    one.beginFamily(family, tokens[0], inAnHour());
    assertThat(other.rotate(family, tokens[0], tokens[1])).isEqualTo(Rotation.DONE);
    assertThat(one.rotate(family, tokens[1], tokens[2])).isEqualTo(Rotation.DONE);
    assertThat(other.rotate(family, tokens[2], tokens[3])).isEqualTo(Rotation.DONE);
  }

  @Test
  void reusedTokenEndsItsFamilyOnly() {
    String family = key();
    String first = key();
    String second = key();
    String otherFamily = key();
    one.beginFamily(family, first, inAnHour());
    one.beginFamily(otherFamily, first, inAnHour());
    assertThat(one.rotate(family, first, second)).isEqualTo(Rotation.DONE);
    assertThat(other.rotate(family, first, key())).isEqualTo(Rotation.REUSED);
    assertThat(one.rotate(family, second, key())).isEqualTo(Rotation.UNKNOWN);
    assertThat(other.rotate(family, first, key())).isEqualTo(Rotation.UNKNOWN);
    assertThat(other.rotate(otherFamily, first, second)).isEqualTo(Rotation.DONE);
  }

  @Test
  void concurrentRotationsSucceedOnceAndEndTheFamily() throws Exception {
    String family = key();
    String first = key();
    one.beginFamily(family, first, inAnHour());
    List<Rotation> outcomes =
        atOnce(
            AT_ONCE,
            () -> one.rotate(family, first, key()),
            () -> other.rotate(family, first, key()));
    assertThat(outcomes).containsOnlyOnce(Rotation.DONE).containsOnlyOnce(Rotation.REUSED);
    assertThat(one.rotate(family, first, key())).isEqualTo(Rotation.UNKNOWN);
  }

  @Test
  void endedFamilyIsUnknown() {
    String family = key();
    String first = key();
    one.beginFamily(family, first, inAnHour());
    other.endFamily(family);
    assertThat(one.rotate(family, first, key())).isEqualTo(Rotation.UNKNOWN);
    other.endFamily(family);
    assertThat(one.rotate(key(), first, key())).isEqualTo(Rotation.UNKNOWN);
  }

  @Test
  void expiredFamilyIsUnknown() {
    String family = key();
    String first = key();
    one.beginFamily(family, first, Instant.now().minus(Duration.ofMinutes(1)));
    assertThat(other.rotate(family, first, key())).isEqualTo(Rotation.UNKNOWN);
  }

  @Test
  void rotationDoesNotProlongAFamily() throws Exception {
    String family = key();
    String current = key();
    one.beginFamily(family, current, Instant.now().plusSeconds(1));
    Deque<String> chain = new ArrayDeque<>(List.of(current));
    Deque<Rotation> outcomes = new ArrayDeque<>();
    Await.until(
        "the chain ends",
        () -> {
          String last = chain.getLast();
          chain.add(key());
          outcomes.add(other.rotate(family, last, chain.getLast()));
          return outcomes.getLast() != Rotation.DONE;
        });
    assertThat(outcomes.getLast()).isEqualTo(Rotation.UNKNOWN);
  }

  // ---- attempts

  @Test
  void attemptsOfAllNodesAreCounted() throws Exception {
    String key = key();
    Duration window = Duration.ofMinutes(5);
    List<Long> counts =
        atOnce(20, () -> one.countAttempt(key, window), () -> other.countAttempt(key, window));
    assertThat(counts).contains(20L).allMatch(count -> count >= 1 && count <= 20);
    assertThat(other.countAttempt(key, window)).isEqualTo(21);
    assertThat(one.countAttempt(key(), window)).isEqualTo(1);
    one.clearAttempts(key);
    assertThat(other.countAttempt(key, window)).isEqualTo(1);
    one.clearAttempts(key());
  }

  @Test
  void windowBeginsWithTheFirstAttempt() throws Exception {
    String key = key();
    Duration window = Duration.ofSeconds(1);
    assertThat(one.countAttempt(key, window)).isEqualTo(1);
    other.countAttempt(key, window);
    Await.until("a new window", () -> one.countAttempt(key, window) == 1);
  }

  // ---- sessions

  @Test
  void oldestSessionsAreReturnedUntilTheyAreClosed() {
    String owner = key();
    String[] sessions = {key(), key(), key(), key()};
    assertThat(one.openSession(owner, sessions[0], inAnHour(), 2)).isEmpty();
    assertThat(other.openSession(owner, sessions[1], inAnHour(), 2)).isEmpty();
    assertThat(one.openSession(owner, sessions[2], inAnHour(), 2)).containsExactly(sessions[0]);
    // The first caller may have failed to end it.
    assertThat(other.openSession(owner, sessions[3], inAnHour(), 2))
        .containsExactly(sessions[0], sessions[1]);
    one.closeSession(owner, sessions[0]);
    other.closeSession(owner, sessions[1]);
    assertThat(one.openSession(key(), sessions[0], inAnHour(), 2)).isEmpty();
    // Fewer are allowed now.
    assertThat(one.openSession(owner, key(), inAnHour(), 1))
        .containsExactly(sessions[2], sessions[3]);
  }

  @Test
  void closedSessionIsNotCounted() {
    String owner = key();
    String first = key();
    one.openSession(owner, first, inAnHour(), 1);
    other.closeSession(owner, first);
    other.closeSession(owner, key());
    assertThat(one.openSession(owner, key(), inAnHour(), 1)).isEmpty();
  }

  @Test
  void sessionOpenedTwiceIsCountedOnce() {
    String owner = key();
    String first = key();
    assertThat(one.openSession(owner, first, inAnHour(), 1)).isEmpty();
    assertThat(other.openSession(owner, first, inAnHour(), 1)).isEmpty();
  }

  @Test
  void sessionOpenedConcurrentlyIsCountedOnce() throws Exception {
    String owner = key();
    String session = key();
    assertThat(
            atOnce(
                16,
                () -> one.openSession(owner, session, inAnHour(), 1),
                () -> other.openSession(owner, session, inAnHour(), 1)))
        .allMatch(List::isEmpty);
    assertThat(other.openSession(owner, key(), inAnHour(), 1)).containsExactly(session);
  }

  @Test
  void expiredSessionIsNotCounted() {
    String owner = key();
    String longest = key();
    String over = key();
    String last = key();
    assertThat(one.openSession(owner, longest, inAnHour(), 2)).isEmpty();
    assertThat(one.openSession(owner, over, Instant.now().minusSeconds(60), 2)).isEmpty();
    assertThat(other.openSession(owner, last, inAnHour(), 2)).isEmpty();
    assertThat(one.openSession(owner, key(), inAnHour(), 2)).containsExactly(longest);
  }

  @Test
  void concurrentSessionsDoNotExceedTheMaximum() throws Exception {
    String owner = key();
    List<List<String>> tooMany =
        atOnce(
            16,
            () -> one.openSession(owner, key(), inAnHour(), 3),
            () -> other.openSession(owner, key(), inAnHour(), 3));
    Set<String> ended = new HashSet<>();
    tooMany.forEach(ended::addAll);
    assertThat(ended).hasSize(13);
  }
}
