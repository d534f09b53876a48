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
 * Caches verified tokens, so that their signature is not verified again on each request. Each hit
 * checks that the token has not expired and that the key set is still the same. Otherwise the token
 * is verified again. A rejected token is never cached. Tokens are compared by their full text.
 */
public final class VerifiedTokenCache implements TokenAuthenticator {

  private final TokenAuthenticator verifier;
  private final Cache<Key, VerifiedCaller> callers;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  private VerifiedTokenCache(TokenAuthenticator verifier, int maxTokens, Clock clock) {
    this.verifier = verifier;
    this.callers =
        Caffeine.newBuilder()
            .maximumSize(maxTokens)
            // On request threads, so that no thread pool outlives the application.
            .executor(Runnable::run)
            .expireAfter(new UntilExpiry(clock))
            .build();
  }

  /**
   * Creates a cache.
   *
   * @param maxTokens maximum number of tokens; beyond it, the least used are removed
   */
  public static VerifiedTokenCache of(TokenAuthenticator verifier, int maxTokens, Clock clock) {
    return new VerifiedTokenCache(verifier, maxTokens, clock);
  }

  @Override
  public VerifiedCaller authenticate(TokenText token) throws RejectedTokenException {
    Key key = new Key(token.text());
    VerifiedCaller cached = callers.getIfPresent(key);
    if (cached != null && cached.isStillValid()) {
      hits.increment();
      return cached;
    }
    misses.increment();
    if (cached != null) {
      callers.invalidate(key);
    }
    VerifiedCaller caller = verifier.authenticate(token);
    callers.put(key, caller);
    return caller;
  }

  /** Hits, misses and size, for monitoring. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("token-cache.hits", hits.sum());
    counts.put("token-cache.misses", misses.sum());
    counts.put("token-cache.size", callers.estimatedSize());
    return counts;
  }

  /**
   * The text of a token, hashed over its end only: a hash over the whole would cost more than the
   * look-up. The end is part of the signature, which a client cannot choose for a valid token, so
   * that a client cannot fill one bucket. The full text is compared, not in constant time: an
   * attacker who could measure that would first have to guess the hash of a signature.
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

  /** Removes an entry when its token has expired. */
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
