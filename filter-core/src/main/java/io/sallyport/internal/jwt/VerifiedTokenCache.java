package io.sallyport.internal.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Remembers tokens that verified, so that their signature is not checked anew on each request. What
 * may have changed since is asked on every hit: the hour, and whether the keys are still the very
 * same set; if not, the token is verified as if it had never been seen. A refused token never gets
 * in. The full text decides whether it is the same token.
 */
public final class VerifiedTokenCache implements TokenAuthenticator {

  private final TokenAuthenticator verifying;
  private final Cache<Key, VerifiedCaller> callers;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  private VerifiedTokenCache(TokenAuthenticator verifying, int most, Clock clock) {
    this.verifying = verifying;
    this.callers =
        Caffeine.newBuilder()
            .maximumSize(most)
            // On the threads of requests, a little each time: no pool that outlives the
            // application.
            .executor(Runnable::run)
            .expireAfter(new UntilExpiry(clock))
            .build();
  }

  /**
   * A cache before somebody who verifies.
   *
   * @param most tokens; beyond that, those used least go
   */
  public static VerifiedTokenCache of(TokenAuthenticator verifying, int most, Clock clock) {
    return new VerifiedTokenCache(verifying, most, clock);
  }

  @Override
  public VerifiedCaller authenticate(TokenText token) throws RejectedTokenException {
    Key key = new Key(token.text());
    VerifiedCaller known = callers.getIfPresent(key);
    if (known != null && known.isStillValid()) {
      hits.increment();
      return known;
    }
    misses.increment();
    if (known != null) {
      callers.invalidate(key);
    }
    VerifiedCaller caller = verifying.authenticate(token);
    callers.put(key, caller);
    return caller;
  }

  /** Hits, misses and size, for the operator. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("token-cache.hits", hits.sum());
    counts.put("token-cache.misses", misses.sum());
    counts.put("token-cache.size", callers.estimatedSize());
    return counts;
  }

  /**
   * A token's text, hashed over its end only. The end is of the signature, which who sends tokens
   * cannot choose for one that verifies, so that no buckets can be filled on purpose; a hash over
   * the whole would cost more than the look-up. The text is compared in full, and not in constant
   * time: whoever could learn from that has guessed the hash of a signature first.
   */
  private static final class Key {

    private static final int HASHED = 16;

    private final String text;
    private final int hash;

    private Key(String text) {
      this.text = text;
      int sum = text.length();
      for (int i = Math.max(0, text.length() - HASHED); i < text.length(); i++) {
        sum = 31 * sum + text.charAt(i);
      }
      this.hash = sum;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key && text.equals(((Key) other).text);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** No entry is kept beyond its token's {@code exp} and the leeway. */
  private static final class UntilExpiry implements Expiry<Key, VerifiedCaller> {

    private final Clock clock;

    private UntilExpiry(Clock clock) {
      this.clock = clock;
    }

    @Override
    public long expireAfterCreate(Key key, VerifiedCaller caller, long now) {
      double seconds = caller.token().validUntil() - clock.millis() / 1000d;
      return seconds <= 0 ? 0 : TimeUnit.MILLISECONDS.toNanos((long) (seconds * 1000));
    }

    @Override
    public long expireAfterUpdate(Key key, VerifiedCaller caller, long now, long rest) {
      return expireAfterCreate(key, caller, now);
    }

    @Override
    public long expireAfterRead(Key key, VerifiedCaller caller, long now, long rest) {
      return rest;
    }
  }
}
