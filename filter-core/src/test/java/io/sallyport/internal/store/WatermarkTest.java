package io.sallyport.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatermarkTest {

  // A read every 250 ms; each finds rows up to a number.
  private static Watermark read(Watermark mark, long last, long now) {
    return Watermark.parse(mark.completed(last, now).toString());
  }

  @Test
  void rowsOfTheLastSecondsAreReadAgain() {
    Watermark mark = read(Watermark.begin(50_000, 0), 50_000, 0);
    assertThat(mark.from()).isEqualTo(40_000);
    long last = 50_000;
    for (long now = 250; now <= 60_000; now += 250) {
      last += 100;
      mark = read(mark, last, now);
      // Assigned up to nine seconds ago.
      assertThat(mark.from()).isLessThanOrEqualTo(Math.max(50_000, last - 36 * 100));
    }
    assertThat(mark.from()).isGreaterThanOrEqualTo(last - 50 * 100);
  }

  @Test
  void timeWithoutReadsDoesNotCount() {
    Watermark mark = read(Watermark.begin(0, 0), 5, 0);
    mark = read(mark, 10, 500);
    mark = read(mark, 20, 3_600_000);
    assertThat(mark.from()).isZero();
  }

  @Test
  void onlyTheLastRowIsReadAgainIfNothingIsWritten() {
    Watermark mark = Watermark.begin(50_000, 0);
    for (long now = 0; now <= 30_000; now += 250) {
      mark = read(mark, 50_000, now);
    }
    assertThat(mark.from()).isEqualTo(50_000);
    assertThat(mark.isBeyond(50_000)).isFalse();
    assertThat(mark.isBeyond(49_999)).isTrue();
  }
}
