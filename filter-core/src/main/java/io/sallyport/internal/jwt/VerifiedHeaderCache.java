package io.sallyport.internal.jwt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the headers of verified tokens. All tokens of an issuer usually have the same header,
 * so it is decoded and parsed once. Only signed headers are added, up to a small maximum.
 */
final class VerifiedHeaderCache {

  private static final int MAX_HEADERS = 4;

  private volatile Entry[] entries = new Entry[0];

  @Nullable UnverifiedHeader find(String segment) {
    for (Entry entry : entries) {
      if (entry.segment.equals(segment)) {
        return entry.parsed;
      }
    }
    return null;
  }

  /** Adds a header whose token has just been verified. */
  synchronized void add(String segment, UnverifiedHeader parsed) {
    if (!isFull() && find(segment) == null) {
      Entry[] more = Arrays.copyOf(entries, entries.length + 1);
      more[entries.length] = new Entry(segment, parsed);
      entries = more;
    }
  }

  boolean isFull() {
    return entries.length >= MAX_HEADERS;
  }

  private static final class Entry {

    private final String segment;
    private final UnverifiedHeader parsed;

    private Entry(String segment, UnverifiedHeader parsed) {
      this.segment = segment;
      this.parsed = parsed;
    }
  }
}
