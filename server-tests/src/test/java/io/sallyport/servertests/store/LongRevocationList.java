package io.sallyport.servertests.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.internal.background.BackgroundThreads;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.revocation.RevocationQuery;
import io.sallyport.internal.revocation.RevocationsUnavailableException;
import io.sallyport.internal.store.GuardedStore;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A node that loads a list of a million revocations and serves callers meanwhile. */
final class LongRevocationList {

  static final int ENTRIES = 1_000_000;

  private static final System.Logger LOGGER = System.getLogger(LongRevocationList.class.getName());
  // Maximum heap per entry.
  private static final long MAX_BYTES = 120;

  private LongRevocationList() {}

  /** Returns the key of an entry with which the store was filled. */
  static String key(int number) {
    return RevocationKey.token("https://id.example", "t" + number);
  }

  /** Starts a node with a filled store. */
  static void assertServedWhileLoading(TokenStore filled) throws Exception {
    BackgroundThreads background = BackgroundThreads.of(4, "test-long-revocation-list");
    long before = heap();
    try (TokenStore store = GuardedStore.of(filled, Duration.ofMillis(900), "/app")) {
      RevocationList list = RevocationList.shared(store, background, Clock.systemUTC());
      long began = System.nanoTime();
      list.begin();
      int served = 0;
      while (list.size() < ENTRIES) {
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.MINUTES.toNanos(3));
        served += isServed(list, served) ? 1 : 0;
        TimeUnit.MILLISECONDS.sleep(1);
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      String last = RevocationKey.session("last");
      list.revoke(last, Instant.now().plusSeconds(600));
      assertThat(list.size()).isEqualTo(ENTRIES + 1L);
      long bytes = (heap() - before) / ENTRIES;
      LOGGER.log(
          System.Logger.Level.INFO,
          "loaded "
              + ENTRIES
              + " in "
              + millis
              + " ms, "
              + bytes
              + " bytes each, served "
              + served);
      assertThat(bytes).isLessThan(MAX_BYTES);
      assertThat(served).isPositive();
      list.close();
    } finally {
      background.close();
    }
  }

  // Each decision must be correct, whether the page of its key was read or not. A timeout on a busy
  // machine is no wrong decision.
  private static boolean isRevoked(RevocationList list, String key) {
    return list.isRevoked(() -> RevocationQuery.byOwner(key, 0));
  }

  private static boolean isServed(RevocationList list, int number) {
    try {
      assertThat(isRevoked(list, key(number * 7919 % ENTRIES))).isTrue();
      assertThat(isRevoked(list, RevocationKey.session("other" + number))).isFalse();
      return true;
    } catch (RevocationsUnavailableException e) {
      return false;
    }
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    long minimum = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      minimum = Math.min(minimum, runtime.totalMemory() - runtime.freeMemory());
    }
    return minimum;
  }
}
