package io.sallyport.internal.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The highest numbers that earlier reads have seen, by the time spent on reading. Time in which no
 * read was made does not count: a database that hangs, or a machine that sleeps, does not use it
 * up.
 */
final class ReadHistory {

  private static final long MAX_STEP = 500;

  private final long age;
  private final long readAt;
  private final List<long[]> marks;

  private ReadHistory(long age, long readAt, List<long[]> marks) {
    this.age = age;
    this.readAt = readAt;
    this.marks = marks;
  }

  static ReadHistory begin(long number, long now) {
    return new ReadHistory(0, now, List.of(new long[] {0, number}));
  }

  /** Parses the parts of a cursor from this index on. */
  static ReadHistory parse(String[] parts, int start) {
    List<long[]> marks = new ArrayList<>();
    for (int i = start + 2; i + 1 < parts.length; i += 2) {
      marks.add(new long[] {Long.parseLong(parts[i]), Long.parseLong(parts[i + 1])});
    }
    return new ReadHistory(Long.parseLong(parts[start]), Long.parseLong(parts[start + 1]), marks);
  }

  /** The highest number that was visible at least this time before the last read. */
  long oldest() {
    return marks.get(0)[1];
  }

  /** After a read that saw this number as the highest. */
  ReadHistory add(long last, long now, Duration window) {
    long later = age + Math.max(0, Math.min(MAX_STEP, now - readAt));
    List<long[]> kept = new ArrayList<>(marks);
    long[] newest = kept.get(kept.size() - 1);
    if (last > newest[1] && later - newest[0] >= MAX_STEP) {
      kept.add(new long[] {later, last});
    }
    while (kept.size() > 1 && kept.get(1)[0] <= age - window.toMillis()) {
      kept.remove(0);
    }
    return new ReadHistory(later, now, kept);
  }

  /** The parts of a cursor. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(age).append(',').append(readAt);
    for (long[] mark : marks) {
      text.append(',').append(mark[0]).append(',').append(mark[1]);
    }
    return text.toString();
  }
}
