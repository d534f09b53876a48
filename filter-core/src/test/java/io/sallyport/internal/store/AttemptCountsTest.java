package io.sallyport.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptCountsTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final long MINUTE = 60_000;

  private final AttemptCounts counts = new AttemptCounts(1000);

  private void flood(int names, long now) {
    for (int i = 0; i < names; i++) {
      counts.count("flood-" + now + "-" + i, WINDOW, now);
    }
  }

  @Test
  void memoryIsBounded() {
    flood(1_000_000, 0);
    assertThat(counts.ownCounts()).isEqualTo(1000);
  }

  @Test
  void countBeforeAFloodIsKept() {
    for (int i = 0; i < 10; i++) {
      counts.count("ann", WINDOW, 0);
    }
    flood(100_000, 1);
    assertThat(counts.count("ann", WINDOW, 5 * MINUTE - 1)).isEqualTo(11);
    assertThat(counts.count("ann", WINDOW, 5 * MINUTE)).isGreaterThanOrEqualTo(1);
  }

  @Test
  void countDuringAFloodIsKeptForItsWindow() {
    flood(10_000, 0);
    // At the end of a span that other names began.
    long late = 5 * MINUTE - 1;
    for (int i = 1; i <= 10; i++) {
      assertThat(counts.count("ann", WINDOW, late)).isGreaterThanOrEqualTo(i);
    }
    flood(10_000, 6 * MINUTE);
    assertThat(counts.count("ann", WINDOW, 9 * MINUTE)).isGreaterThanOrEqualTo(11);
    assertThat(counts.count("ann", WINDOW, 60 * MINUTE)).isEqualTo(1);
  }

  @Test
  void ownCountBeginsWithTheSharedCount() {
    flood(2000, 0);
    for (int i = 1; i <= 5; i++) {
      counts.count("ann", WINDOW, 5 * MINUTE - 1);
    }
    // The windows of the first names have ended.
    assertThat(counts.count("ann", WINDOW, 6 * MINUTE)).isGreaterThanOrEqualTo(6);
    assertThat(counts.count("ann", WINDOW, 10 * MINUTE)).isGreaterThanOrEqualTo(7);
  }

  @Test
  void namesAreDroppedSoonAfterTheirWindow() {
    flood(900, 0);
    for (int i = 0; i < 300; i++) {
      counts.count("later-" + i, WINDOW, 6 * MINUTE);
    }
    assertThat(counts.ownCounts()).isEqualTo(300);
  }
}
