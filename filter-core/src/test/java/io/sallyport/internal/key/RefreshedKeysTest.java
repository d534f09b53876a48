package io.sallyport.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.IssuerKey;
import io.sallyport.fixture.VirtualBackground;
import io.sallyport.internal.background.BackgroundThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class RefreshedKeysTest {

  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration COOL_DOWN = Duration.ofSeconds(30);
  private static final Duration RETENTION = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofNanos(1);
  private static final IssuerKey OLD = IssuerKey.of("old");
  private static final IssuerKey NEW = IssuerKey.of("new");

  private final VirtualBackground background = new VirtualBackground();
  private final FakeDocument document = new FakeDocument(IssuerKey.set(OLD));
  private final RefreshedKeys keys = keys(List.of());

  private RefreshedKeys keys(List<String> allowed) {
    RefreshPolicy policy = RefreshPolicy.of(INTERVAL, COOL_DOWN, RETENTION, Duration.ofSeconds(20));
    return RefreshedKeys.of(document, allowed, policy, background);
  }

  private boolean knows(String keyId) {
    return !keys.current().find("ES256", Optional.of(keyId)).isEmpty();
  }

  private boolean findsAfterALook(String keyId) {
    return !keys.renewed("ES256").find("ES256", Optional.of(keyId)).isEmpty();
  }

  private void assertUnavailable(String why) {
    assertThatThrownBy(keys::current)
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining(why);
  }

  @Test
  void keysAreReadBeforeTheIntervalEnds() {
    keys.begin();
    for (int i = 0; i < 1000; i++) {
      assertThat(knows("old")).isTrue();
    }
    assertThat(document.reads()).isEqualTo(1);
    background.pass(INTERVAL.multipliedBy(4).dividedBy(5).minus(MOMENT));
    assertThat(document.reads()).isEqualTo(1);
    background.pass(MOMENT);
    assertThat(document.reads()).isEqualTo(2);
    background.pass(INTERVAL.multipliedBy(8));
    assertThat(document.reads()).isEqualTo(12);
  }

  @Test
  void withdrawnKeyIsInvalidWithinTheInterval() {
    keys.begin();
    document.text(IssuerKey.set(NEW));
    for (Duration passed = Duration.ZERO;
        passed.compareTo(INTERVAL) < 0;
        passed = passed.plusSeconds(1)) {
      keys.current();
      background.pass(Duration.ofSeconds(1));
    }
    assertThat(knows("old")).isFalse();
    assertThat(knows("new")).isTrue();
  }

  @Test
  void newKeyIsFoundOnFirstUse() {
    keys.begin();
    document.text(IssuerKey.set(OLD, NEW));
    assertThat(knows("new")).isFalse();
    assertThat(findsAfterALook("new")).isTrue();
    assertThat(document.reads()).isEqualTo(2);
    for (int i = 0; i < 300; i++) {
      assertThat(findsAfterALook("bogus" + i)).isFalse();
    }
    assertThat(document.reads()).isEqualTo(3);
    background.pass(COOL_DOWN.minus(MOMENT));
    assertThat(findsAfterALook("bogus")).isFalse();
    assertThat(document.reads()).isEqualTo(3);
    background.pass(MOMENT);
    assertThat(findsAfterALook("bogus")).isFalse();
    assertThat(document.reads()).isEqualTo(4);
  }

  @Test
  void secondNewKeyIsFoundOnFirstUse() {
    keys.begin();
    document.text(IssuerKey.set(OLD, NEW));
    assertThat(findsAfterALook("new")).isTrue();
    document.text(IssuerKey.set(OLD, NEW, IssuerKey.of("newer")));
    assertThat(findsAfterALook("newer")).isTrue();
    assertThat(document.reads()).isEqualTo(3);
  }

  @Test
  void onlyNewKeysEndTheForcedInterval() {
    document.text(IssuerKey.set(OLD, NEW));
    keys.begin();
    document.text(IssuerKey.set(NEW, OLD));
    assertThat(findsAfterALook("bogus")).isFalse();
    document.text(IssuerKey.set(NEW));
    assertThat(findsAfterALook("bogus")).isFalse();
    assertThat(document.reads()).isEqualTo(2);
    background.pass(COOL_DOWN);
    assertThat(findsAfterALook("bogus")).isFalse();
    assertThat(findsAfterALook("bogus")).isFalse();
    assertThat(document.reads()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "none", "RS256x", ""})
  void symmetricAlgorithmCausesNoRead(String algorithm) {
    keys.begin();
    assertThat(keys.renewed(algorithm).find(algorithm, Optional.of("new"))).isEmpty();
    assertThat(document.reads()).isEqualTo(1);
  }

  @Test
  void disallowedAlgorithmCausesNoRead() {
    RefreshedKeys restricted = keys(List.of("ES256"));
    restricted.begin();
    restricted.renewed("RS256");
    assertThat(document.reads()).isEqualTo(1);
    restricted.renewed("ES256");
    assertThat(document.reads()).isEqualTo(2);
  }

  @Test
  void previousKeysStayWhileTheDocumentIsUnreadable() {
    keys.begin();
    document.fail("down");
    background.pass(INTERVAL.plus(RETENTION));
    assertThat(knows("old")).isTrue();
    background.pass(MOMENT);
    assertUnavailable("keys expired: location=the document reason=down");
    document.text(IssuerKey.set(NEW));
    background.pass(Duration.ofSeconds(32));
    assertThat(knows("new")).isTrue();
  }

  @Test
  void unknownKeyDuringAnOutageIsNotRejected() {
    keys.begin();
    document.fail("down");
    assertThatThrownBy(() -> keys.renewed("ES256"))
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining("key missing")
        .hasMessageContaining("down");
    // Within the forced interval too, without a read.
    int reads = document.reads();
    assertThatThrownBy(() -> keys.renewed("ES256")).isInstanceOf(KeysUnavailableException.class);
    assertThat(document.reads()).isEqualTo(reads);
    assertThat(knows("old")).isTrue();
  }

  @Test
  void failedReadIsRepeatedAtGrowingIntervals() {
    keys.begin();
    document.fail("down");
    background.pass(INTERVAL.multipliedBy(4).dividedBy(5));
    assertThat(secondsOfReads(128)).containsExactly(1, 3, 7, 15, 31, 63, 95, 127);
    document.text(IssuerKey.set(NEW));
    background.pass(Duration.ofSeconds(32));
    assertThat(knows("new")).isTrue();
  }

  @Test
  void readsAreFrequentWithoutKeys() {
    document.fail("down");
    keys.begin();
    assertUnavailable("no keys: location=the document reason=down");
    assertThat(secondsOfReads(20)).containsExactly(1, 3, 7, 11, 15, 19);
    document.text(IssuerKey.set(OLD));
    background.pass(Duration.ofSeconds(4));
    assertThat(knows("old")).isTrue();
  }

  private List<Integer> secondsOfReads(int seconds) {
    List<Integer> reads = new ArrayList<>();
    for (int second = 1; second <= seconds; second++) {
      int before = document.reads();
      background.pass(Duration.ofSeconds(1));
      if (document.reads() > before) {
        reads.add(second);
      }
    }
    return reads;
  }

  @Test
  void textWithoutUsableKeyIsAFailure() {
    keys.begin();
    for (String text : new String[] {"", "{", "[]", "{\"keys\":[]}", "<html>", "{\"keys\":[{}]}"}) {
      document.text(text);
      background.pass(INTERVAL);
      assertThat(knows("old")).as(text).isTrue();
    }
  }

  @Test
  void keySetStaysTheSameUntilTheTextChanges() {
    keys.begin();
    KeySet first = keys.current();
    background.pass(INTERVAL);
    assertThat(keys.current()).isSameAs(first);
    document.text(IssuerKey.set(OLD) + " ");
    background.pass(INTERVAL);
    assertThat(keys.current()).isNotSameAs(first);
  }

  @Test
  void keysExpireWhileTheMachineSleeps() {
    keys.begin();
    background.sleep(INTERVAL.plus(RETENTION).plus(MOMENT));
    assertUnavailable("keys expired");
  }

  @Test
  void defectDoesNotEndTheReads() {
    document.defect();
    assertThatThrownBy(keys::begin).isInstanceOf(IllegalStateException.class);
    document.text(IssuerKey.set(OLD));
    background.pass(Duration.ofSeconds(1));
    assertThat(knows("old")).isTrue();
  }

  @Test
  void closedTaskReadsNoMore() {
    keys.begin();
    keys.close();
    assertThat(document.aborted).isTrue();
    assertThat(background.planned()).isZero();
    background.pass(INTERVAL.multipliedBy(3));
    keys.renewed("ES256");
    assertThat(document.reads()).isEqualTo(1);
  }

  @Test
  void waitingRequestsShareOneReadUpToAMaximum() throws Exception {
    BackgroundThreads threads = BackgroundThreads.of(2, "test-keys");
    ExecutorService callers = Executors.newFixedThreadPool(40);
    GatedDocument gated = new GatedDocument(IssuerKey.set(OLD));
    try {
      RefreshedKeys shared =
          RefreshedKeys.of(
              gated,
              List.of(),
              RefreshPolicy.of(INTERVAL, COOL_DOWN, RETENTION, Duration.ofSeconds(50)),
              threads);
      shared.begin();
      gated.gate.release();
      shared.current();
      gated.text = IssuerKey.set(OLD, NEW);

      AtomicInteger found = new AtomicInteger();
      CountDownLatch turnedAway = new CountDownLatch(8);
      List<Future<?>> asked = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        asked.add(
            callers.submit(
                () -> {
                  try {
                    found.addAndGet(
                        shared.renewed("ES256").find("ES256", Optional.of("new")).size());
                  } catch (KeysUnavailableException e) {
                    turnedAway.countDown();
                  }
                }));
      }
      // The others wait for the active read. A request with a known key does not wait.
      assertThat(turnedAway.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(shared.current().find("ES256", Optional.of("old"))).hasSize(1);
      gated.gate.release();
      for (Future<?> call : asked) {
        call.get(30, TimeUnit.SECONDS);
      }
      assertThat(found).hasValue(32);
      assertThat(gated.reads).hasValue(2);
      shared.close();
    } finally {
      callers.shutdownNow();
      threads.close();
    }
  }

  @Test
  void waitTimeoutIsAnOutage() throws Exception {
    BackgroundThreads threads = BackgroundThreads.of(2, "test-keys");
    GatedDocument gated = new GatedDocument(IssuerKey.set(OLD));
    try {
      RefreshedKeys slow =
          RefreshedKeys.of(
              gated,
              List.of(),
              RefreshPolicy.of(INTERVAL, COOL_DOWN, RETENTION, Duration.ofMillis(1)),
              threads);
      slow.begin();
      assertThatThrownBy(slow::current).hasMessageContaining("timeout while waiting for keys");
    } finally {
      gated.gate.release();
      threads.close();
    }
  }

  /** A document whose text the test sets. */
  private static final class FakeDocument implements KeyDocument {

    private final AtomicInteger reads = new AtomicInteger();
    private String text;
    private String failure = "";
    private boolean defective;
    private boolean aborted;

    private FakeDocument(String text) {
      this.text = text;
    }

    private void text(String next) {
      text = next;
      failure = "";
      defective = false;
    }

    private void fail(String why) {
      failure = why;
    }

    private void defect() {
      defective = true;
    }

    private int reads() {
      return reads.get();
    }

    @Override
    public String read() throws IOException {
      reads.incrementAndGet();
      if (defective) {
        throw new IllegalStateException("a defect");
      }
      if (!failure.isEmpty()) {
        throw new IOException(failure);
      }
      return text;
    }

    @Override
    public void abort() {
      aborted = true;
    }

    @Override
    public String toString() {
      return "the document";
    }
  }

  /** A document whose reads the test releases. */
  private static final class GatedDocument implements KeyDocument {

    private final Semaphore gate = new Semaphore(0);
    private final AtomicInteger reads = new AtomicInteger();
    private volatile String text;

    private GatedDocument(String text) {
      this.text = text;
    }

    @Override
    public String read() throws IOException {
      try {
        gate.acquire();
      } catch (InterruptedException e) {
        throw new IOException("ended", e);
      }
      reads.incrementAndGet();
      return text;
    }
  }
}
