package io.sallyport.internal.jwt;

import org.jspecify.annotations.Nullable;

/**
 * Headers of tokens that were verified, so that the usual one, the same on every token of an
 * issuer, is not decoded and parsed again. Only what a key holder signed gets in, and few do.
 */
final class VerifiedHeaderCache {

  private static final int MOST = 4;

  private volatile Known[] known = new Known[0];

  @Nullable UnverifiedHeader find(String segment) {
    for (Known header : known) {
      if (header.segment.equals(segment)) {
        return header.parsed;
      }
    }
    return null;
  }

  /** Remembers a header whose token has just been verified. */
  synchronized void remember(String segment, UnverifiedHeader parsed) {
    if (known.length < MOST && find(segment) == null) {
      Known[] more = java.util.Arrays.copyOf(known, known.length + 1);
      more[known.length] = new Known(segment, parsed);
      known = more;
    }
  }

  boolean isFull() {
    return known.length == MOST;
  }

  private static final class Known {

    private final String segment;
    private final UnverifiedHeader parsed;

    private Known(String segment, UnverifiedHeader parsed) {
      this.segment = segment;
      this.parsed = parsed;
    }
  }
}
