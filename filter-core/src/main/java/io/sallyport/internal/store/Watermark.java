package io.sallyport.internal.store;

import java.time.Duration;

/**
 * The position from which numbered rows are read. A number is assigned when a row is written, and
 * the row becomes visible when it is committed: a later number may be visible first. So each read
 * begins at the highest number that was visible some seconds before the previous read. A statement
 * is canceled long before that, so every row that was committed is found.
 */
final class Watermark {

  /** Several times the timeout of a statement. */
  static final Duration WINDOW = Duration.ofSeconds(10);

  // For the first read, which has no earlier one: the numbers assigned while a statement runs.
  private static final long OVERLAP = 10_000;

  private final long from;
  private final long highest;
  private final ReadHistory history;

  private Watermark(long from, long highest, ReadHistory history) {
    this.from = from;
    this.highest = highest;
    this.history = history;
  }

  /**
   * Creates the position before the first row.
   *
   * @param highest the highest number that is visible now
   * @param now in milliseconds of a clock that is never set back
   */
  static Watermark begin(long highest, long now) {
    return new Watermark(0, 0, ReadHistory.begin(Math.max(0, highest - OVERLAP), now));
  }

  /** Parses a cursor. */
  static Watermark parse(String cursor) {
    String[] parts = cursor.split(",", -1);
    return new Watermark(
        Long.parseLong(parts[0]), Long.parseLong(parts[1]), ReadHistory.parse(parts, 2));
  }

  /** The first number to read; the row of this number was read before. */
  long from() {
    return from;
  }

  /** After a page that is followed by another one. */
  Watermark continued(long last) {
    return new Watermark(last, highest, history);
  }

  /**
   * Whether the highest row that was read before no longer exists: it was deleted, or the database
   * was restored from an older copy.
   *
   * @param last the highest number that is visible now; 0 if there is none
   */
  boolean isBeyond(long last) {
    return last < highest;
  }

  /** After the last page of a read. */
  Watermark completed(long last, long now) {
    ReadHistory next = history.add(last, now, WINDOW);
    return new Watermark(next.oldest(), last, next);
  }

  /** The text of a cursor. */
  @Override
  public String toString() {
    return from + "," + highest + "," + history;
  }
}
