package io.sallyport.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The tests that every {@link TokenStore} must pass. The test of a store extends this class and
 * opens two stores over the same data, as two nodes do.
 *
 * <pre>{@code
 * class AcmeTokenStoreTest extends TokenStoreContract {
 *   @Override
 *   protected TokenStore open() {
 *     return new AcmeTokenStore("127.0.0.1:7000");
 *   }
 * }
 * }</pre>
 *
 * <p>Each test uses new keys, so that the data need not be deleted between tests. It takes a few
 * seconds. JUnit Jupiter 5 or later must be on the class path.
 */
@Timeout(600)
public abstract class TokenStoreContract {

  private static final int CALLS = 64;
  private static final int POLL_MILLIS = 20;

  private final ExecutorService threads = Executors.newFixedThreadPool(CALLS);
  private TokenStore one;
  private TokenStore other;

  /** For the test of a store. */
  protected TokenStoreContract() {}

  /** A store over the data that all stores of this test share. */
  protected abstract TokenStore open() throws Exception;

  /** The store of a second node. Override it if {@link #open} cannot be called twice. */
  protected TokenStore openAnother() throws Exception {
    return open();
  }

  @BeforeEach
  final void openBoth() throws Exception {
    one = open();
    other = openAnother();
  }

  @AfterEach
  final void closeBoth() {
    threads.shutdownNow();
    one.close();
    if (other != one) {
      other.close();
    }
  }

  /** A new key of the maximum length: 64 characters. */
  protected static String key() {
    return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "").substring(0, 64);
  }

  private static Instant inAnHour() {
    return Instant.now().plus(Duration.ofHours(1));
  }

  /** The results of concurrent calls, half of them on each node. */
  private <T> List<T> concurrently(int calls, Callable<T> onOne, Callable<T> onOther)
      throws Exception {
    List<Callable<T>> work = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      work.add(i % 2 == 0 ? onOne : onOther);
    }
    return results(threads.invokeAll(work));
  }

  private static <T> List<T> results(List<Future<T>> futures)
      throws InterruptedException, ExecutionException {
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }

  // ---- revocations

  // A login of the same second may be before or after the revocation.
  @Test
  void revocationTimeIsKeptToTheMillisecond() {
    Instant moment = Instant.ofEpochMilli(1_795_000_000_123L);
    String key = key();
    one.revoke(Revocation.of(key, moment, inAnHour()));
    assertEquals(moment, other.findRevocations(List.of(key)).get(0).before());
  }

  @Test
  void revocationOfOneNodeIsReadByTheOther() {
    Revocation revocation = Revocation.of(key(), Instant.now(), inAnHour());
    String before = end(other);
    one.revoke(revocation);
    assertContains(revocation, read(other, before));
    assertContains(revocation, read(other, ""));
    assertContains(revocation, read(one, ""));
  }

  /** All pages after a cursor. */
  private static List<Revocation> read(TokenStore store, String cursor) {
    Revocations page = store.revocationsSince(cursor);
    List<Revocation> all = new ArrayList<>(page.entries());
    while (page.hasMore()) {
      page = store.revocationsSince(page.cursor());
      all.addAll(page.entries());
    }
    return all;
  }

  /** The cursor after the last page. */
  private static String end(TokenStore store) {
    Revocations page = store.revocationsSince("");
    while (page.hasMore()) {
      page = store.revocationsSince(page.cursor());
    }
    return page.cursor();
  }

  private static List<Revocation> entries(String key, List<Revocation> all) {
    List<Revocation> found = new ArrayList<>(all);
    found.removeIf(revocation -> !revocation.key().equals(key));
    return found;
  }

  private static void assertContains(Revocation expected, List<Revocation> read) {
    assertTrue(read.contains(expected), () -> expected + " is not among " + read);
  }

  @Test
  void repeatedRevocationsOfAKeyAreOneEntry() {
    String key = key();
    Revocation revocation = Revocation.of(key, Instant.now(), inAnHour());
    for (int i = 0; i < 20; i++) {
      one.revoke(revocation);
      other.revoke(revocation);
    }
    assertEquals(List.of(revocation), entries(key, read(one, "")));
  }

  @Test
  void laterRevocationOfAKeyIsReadAgain() {
    String key = key();
    Instant now = Instant.now();
    Instant until = inAnHour();
    one.revoke(Revocation.of(key, now, until));
    String cursor = end(other);
    Instant longer = until.plusSeconds(60);
    one.revoke(Revocation.of(key, now.minusSeconds(9), longer));
    assertContains(Revocation.of(key, now, longer), read(other, cursor));
    cursor = end(other);
    one.revoke(Revocation.of(key, now.plusSeconds(9), until.minusSeconds(60)));
    Revocation raised = Revocation.of(key, now.plusSeconds(9), longer);
    assertContains(raised, read(other, cursor));
    assertEquals(List.of(raised), entries(key, read(other, "")));
    one.revoke(Revocation.of(key, now.minusSeconds(99), now));
    assertEquals(List.of(raised), entries(key, read(other, "")));
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
    concurrently(16, revoking, revoking);
    assertEquals(
        List.of(Revocation.of(key, now.plusMillis(16), until)), entries(key, read(other, "")));
  }

  @Test
  void revocationsAreFoundByKey() {
    Revocation here = Revocation.of(key(), Instant.now(), inAnHour());
    Revocation there = Revocation.of(key(), Instant.now(), inAnHour());
    one.revoke(here);
    other.revoke(there);
    List<Revocation> found = one.findRevocations(List.of(key(), here.key(), there.key()));
    assertEquals(2, found.size());
    assertEquals(Set.of(here, there), Set.copyOf(found));
    assertEquals(List.of(), one.findRevocations(List.of(key())));
    assertEquals(List.of(), one.findRevocations(List.of()));
  }

  @Test
  void expiredRevocationsDoNotHideOthers() {
    one.revoke(Revocation.of(key(), Instant.now(), Instant.now().minus(Duration.ofHours(3))));
    Revocation valid = Revocation.of(key(), Instant.now(), inAnHour());
    one.revoke(valid);
    assertContains(valid, read(other, ""));
  }

  @Test
  void acknowledgedRevocationsAreNeverLeftOut() throws Exception {
    int writers = 8;
    int each = 40;
    String cursor = end(other);
    List<Future<List<String>>> writing = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      TokenStore store = writer % 2 == 0 ? one : other;
      writing.add(threads.submit(() -> revoke(store, each)));
    }
    Set<String> read = new HashSet<>();
    while (writing.stream().anyMatch(future -> !future.isDone())) {
      Revocations page = other.revocationsSince(cursor);
      page.entries().forEach(revocation -> read.add(revocation.key()));
      cursor = page.cursor();
    }
    read(other, cursor).forEach(revocation -> read.add(revocation.key()));
    Set<String> missing = new HashSet<>();
    results(writing).forEach(missing::addAll);
    assertEquals(writers * each, missing.size());
    missing.removeAll(read);
    assertEquals(Set.of(), missing);
  }

  private static List<String> revoke(TokenStore store, int count) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = key();
      store.revoke(Revocation.of(key, Instant.now(), inAnHour()));
      keys.add(key);
    }
    return keys;
  }

  // ---- use once

  @Test
  void concurrentUsesOfAOneTimeTokenSucceedOnce() throws Exception {
    String key = key();
    Instant until = inAnHour();
    List<Boolean> results =
        concurrently(CALLS, () -> one.useOnce(key, until), () -> other.useOnce(key, until));
    assertEquals(1, Collections.frequency(results, true));
    assertFalse(one.useOnce(key, until));
    assertFalse(other.useOnce(key, until));
    assertTrue(other.useOnce(key(), until));
  }

  @Test
  void keysAreCaseSensitive() {
    String lower = key();
    String upper = lower.toUpperCase(Locale.ROOT);
    assertTrue(one.useOnce(lower, inAnHour()));
    assertTrue(other.useOnce(upper, inAnHour()));
    one.beginFamily(lower, lower, inAnHour());
    one.beginFamily(upper, upper, inAnHour());
    assertEquals(Rotation.REUSED, other.rotate(lower, upper, key()));
    assertEquals(Rotation.DONE, other.rotate(upper, upper, key()));
  }

  // ---- refresh tokens

  @Test
  void familyIsRotatedOnAnyNode() {
    String family = key();
    String[] tokens = {key(), key(), key(), key()};
    one.beginFamily(family, tokens[0], inAnHour());
    assertEquals(Rotation.DONE, other.rotate(family, tokens[0], tokens[1]));
    assertEquals(Rotation.DONE, one.rotate(family, tokens[1], tokens[2]));
    assertEquals(Rotation.DONE, other.rotate(family, tokens[2], tokens[3]));
  }

  @Test
  void reusedTokenEndsItsFamilyOnly() {
    String family = key();
    String first = key();
    String second = key();
    String otherFamily = key();
    one.beginFamily(family, first, inAnHour());
    one.beginFamily(otherFamily, first, inAnHour());
    assertEquals(Rotation.DONE, one.rotate(family, first, second));
    assertEquals(Rotation.REUSED, other.rotate(family, first, key()));
    assertEquals(Rotation.UNKNOWN, one.rotate(family, second, key()));
    assertEquals(Rotation.UNKNOWN, other.rotate(family, first, key()));
    assertEquals(Rotation.DONE, other.rotate(otherFamily, first, second));
  }

  @Test
  void concurrentRotationsSucceedOnceAndEndTheFamily() throws Exception {
    String family = key();
    String first = key();
    one.beginFamily(family, first, inAnHour());
    List<Rotation> results =
        concurrently(
            CALLS,
            () -> one.rotate(family, first, key()),
            () -> other.rotate(family, first, key()));
    assertEquals(1, Collections.frequency(results, Rotation.DONE));
    assertEquals(1, Collections.frequency(results, Rotation.REUSED));
    assertEquals(Rotation.UNKNOWN, one.rotate(family, first, key()));
  }

  @Test
  void endedFamilyIsUnknown() {
    String family = key();
    String first = key();
    one.beginFamily(family, first, inAnHour());
    other.endFamily(family);
    assertEquals(Rotation.UNKNOWN, one.rotate(family, first, key()));
    other.endFamily(family);
    assertEquals(Rotation.UNKNOWN, one.rotate(key(), first, key()));
  }

  @Test
  void expiredFamilyIsUnknown() {
    String family = key();
    String first = key();
    one.beginFamily(family, first, Instant.now().minus(Duration.ofMinutes(1)));
    assertEquals(Rotation.UNKNOWN, other.rotate(family, first, key()));
  }

  @Test
  void rotationDoesNotProlongAFamily() throws Exception {
    String family = key();
    String current = key();
    one.beginFamily(family, current, Instant.now().plusSeconds(2));
    Rotation result = Rotation.DONE;
    while (result == Rotation.DONE) {
      String next = key();
      result = other.rotate(family, current, next);
      current = next;
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    assertEquals(Rotation.UNKNOWN, result);
  }

  // ---- attempts

  @Test
  void attemptsOfAllNodesAreCounted() throws Exception {
    String key = key();
    Duration window = Duration.ofMinutes(5);
    List<Long> counts =
        concurrently(
            20, () -> one.countAttempt(key, window), () -> other.countAttempt(key, window));
    assertTrue(Collections.min(counts) >= 1, () -> "counts: " + counts);
    assertEquals(20, Collections.max(counts));
    assertEquals(21, other.countAttempt(key, window));
    assertEquals(1, one.countAttempt(key(), window));
    one.clearAttempts(key);
    assertEquals(1, other.countAttempt(key, window));
    one.clearAttempts(key());
  }

  @Test
  void windowBeginsWithTheFirstAttempt() throws Exception {
    String key = key();
    Duration window = Duration.ofSeconds(1);
    assertEquals(1, one.countAttempt(key, window));
    long count = other.countAttempt(key, window);
    while (count > 1) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      count = one.countAttempt(key, window);
    }
    assertEquals(1, count);
  }

  // ---- sessions

  @Test
  void oldestSessionsAreReturnedUntilTheyAreClosed() {
    String owner = key();
    String[] sessions = {key(), key(), key(), key()};
    assertEquals(List.of(), one.openSession(owner, sessions[0], inAnHour(), 2));
    assertEquals(List.of(), other.openSession(owner, sessions[1], inAnHour(), 2));
    assertEquals(List.of(sessions[0]), one.openSession(owner, sessions[2], inAnHour(), 2));
    // The caller may have failed to end the first session, so it is returned again.
    assertEquals(
        List.of(sessions[0], sessions[1]), other.openSession(owner, sessions[3], inAnHour(), 2));
    one.closeSession(owner, sessions[0]);
    other.closeSession(owner, sessions[1]);
    assertEquals(List.of(), one.openSession(key(), sessions[0], inAnHour(), 2));
    // The maximum is lower now.
    assertEquals(List.of(sessions[2], sessions[3]), one.openSession(owner, key(), inAnHour(), 1));
  }

  @Test
  void closedSessionIsNotCounted() {
    String owner = key();
    String first = key();
    assertEquals(List.of(), one.openSession(owner, first, inAnHour(), 1));
    other.closeSession(owner, first);
    other.closeSession(owner, key());
    assertEquals(List.of(), one.openSession(owner, key(), inAnHour(), 1));
  }

  @Test
  void sessionOpenedTwiceIsCountedOnce() {
    String owner = key();
    String first = key();
    assertEquals(List.of(), one.openSession(owner, first, inAnHour(), 1));
    assertEquals(List.of(), other.openSession(owner, first, inAnHour(), 1));
  }

  @Test
  void sessionOpenedConcurrentlyIsCountedOnce() throws Exception {
    String owner = key();
    String session = key();
    List<List<String>> results =
        concurrently(
            16,
            () -> one.openSession(owner, session, inAnHour(), 1),
            () -> other.openSession(owner, session, inAnHour(), 1));
    assertEquals(Collections.nCopies(16, List.of()), results);
    assertEquals(List.of(session), other.openSession(owner, key(), inAnHour(), 1));
  }

  @Test
  void expiredSessionIsNotCounted() {
    String owner = key();
    String longest = key();
    assertEquals(List.of(), one.openSession(owner, longest, inAnHour(), 2));
    Instant past = Instant.now().minusSeconds(60);
    assertEquals(List.of(), one.openSession(owner, key(), past, 2));
    assertEquals(List.of(), other.openSession(owner, key(), inAnHour(), 2));
    assertEquals(List.of(longest), one.openSession(owner, key(), inAnHour(), 2));
  }

  @Test
  void concurrentSessionsDoNotExceedTheMaximum() throws Exception {
    String owner = key();
    List<List<String>> results =
        concurrently(
            16,
            () -> one.openSession(owner, key(), inAnHour(), 3),
            () -> other.openSession(owner, key(), inAnHour(), 3));
    Set<String> exceeding = new HashSet<>();
    results.forEach(exceeding::addAll);
    assertEquals(13, exceeding.size());
  }
}
