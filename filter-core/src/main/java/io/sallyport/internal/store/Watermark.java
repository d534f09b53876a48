package io.sallyport.internal.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where reading of numbered rows goes on. A number is assigned when a row is written, and the row
 * becomes visible when it is committed: a later number may be visible first. So each look begins at
 * the highest number that was visible some seconds before the previous look. A statement is given
 * up long before that, so every row that was written with success is found.
 *
 * <p>The seconds are those in which looks were made: a database that hangs, or a machine that
 * sleeps, does not use them up.
 */
final class Watermark {

  /** Several times as long as a statement may take. */
  static final Duration WINDOW = Duration.ofSeconds(10);

  // The first look has no earlier one: as many numbers as are assigned while a statement runs.
  private static final long OVERLAP = 10_000;
  private static final long LONGEST_STEP = 500;

  private final long from;
  private final long highest;
  private final long age;
  private final long lookedAt;
  private final List<long[]> marks;

  private Watermark(long from, long highest, long age, long lookedAt, List<long[]> marks) {
    this.from = from;
    this.highest = highest;
    this.age = age;
    this.lookedAt = lookedAt;
    this.marks = marks;
  }

  /**
   * Before the first row.
   *
   * @param highest the highest number that is visible now
   * @param now in milliseconds of a clock that is never set back
   */
  static Watermark begin(long highest, long now) {
    return new Watermark(0, 0, 0, now, List.of(new long[] {0, Math.max(0, highest - OVERLAP)}));
  }

  /** From the text of a cursor. */
  static Watermark parse(String cursor) {
    String[] parts = cursor.split(",", -1);
    List<long[]> marks = new ArrayList<>();
    for (int i = 4; i + 1 < parts.length; i += 2) {
      marks.add(new long[] {Long.parseLong(parts[i]), Long.parseLong(parts[i + 1])});
    }
    return new Watermark(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        marks);
  }

  /** The first number to read; that of a row that was read before. */
  long from() {
    return from;
  }

  /** After a page that is followed by another one. */
  Watermark continued(long last) {
    return new Watermark(last, highest, age, lookedAt, marks);
  }

  /**
   * Whether the highest row that was seen before is not there any more: it was deleted, or the
   * database was restored from an older copy.
   *
   * @param last the highest number that is visible now; 0 if there is none
   */
  boolean isBeyond(long last) {
    return last < highest;
  }

  /** After the last page of a look. */
  Watermark looked(long last, long now) {
    long later = age + Math.max(0, Math.min(LONGEST_STEP, now - lookedAt));
    List<long[]> kept = new ArrayList<>(marks);
    long[] newest = kept.get(kept.size() - 1);
    if (last > newest[1] && later - newest[0] >= LONGEST_STEP) {
      kept.add(new long[] {later, last});
    }
    while (kept.size() > 1 && kept.get(1)[0] <= age - WINDOW.toMillis()) {
      kept.remove(0);
    }
    return new Watermark(kept.get(0)[1], last, later, now, kept);
  }

  /** The text of a cursor. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(from).append(',').append(highest).append(',').append(age);
    text.append(',').append(lookedAt);
    for (long[] mark : marks) {
      text.append(',').append(mark[0]).append(',').append(mark[1]);
    }
    return text.toString();
  }
}
