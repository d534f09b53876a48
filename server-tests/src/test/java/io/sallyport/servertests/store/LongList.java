package io.sallyport.servertests.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.internal.background.BackgroundThreads;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.store.GuardedStore;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node that starts with a list of a million revocations, and serves callers meanwhile. */
final class LongList {

  static final int ENTRIES = 1_000_000;

  private static final System.Logger LOGGER = System.getLogger(LongList.class.getName());
  // Of what the store holds, and of what a row tells.
  private static final long MOST_BYTES = 120;

  private LongList() {}

  /** The key of one of the entries that the store was filled with. */
  static String key(int number) {
    return RevocationKey.token("https://id.example", "t" + number);
  }

  /** Starts a node over a store that was filled. */
  static void isLoadedWhileCallersAreServed(TokenStore filled) throws Exception {
    BackgroundThreads background = BackgroundThreads.of(4, "test-long-list");
    long before = heap();
    try (TokenStore store = GuardedStore.of(filled, Duration.ofMillis(900))) {
      RevocationList list = RevocationList.shared(store, background, Clock.systemUTC());
      long began = System.nanoTime();
      list.begin();
      int served = 0;
      while (list.size() < ENTRIES) {
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(50));
        // Each is decided rightly, whether its page was read or not.
        assertThat(list.isRevoked(List.of(key(served * 7919 % ENTRIES)), 0)).isTrue();
        assertThat(list.isRevoked(List.of(RevocationKey.session("other" + served)), 0)).isFalse();
        served++;
        TimeUnit.MILLISECONDS.sleep(1);
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      String last = RevocationKey.session("last");
      list.revoke(last, Instant.now().plusSeconds(600));
      assertThat(list.isRevoked(List.of(last), 0)).isTrue();
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
      assertThat(bytes).isLessThan(MOST_BYTES);
      assertThat(served).isPositive();
      list.close();
    } finally {
      background.close();
    }
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
