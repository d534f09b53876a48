package io.sallyport.internal.store;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A token store for several nodes on one Redis (5 or newer). Each operation is one command or one
 * script, which Redis executes atomically. All keys have the same hash tag, so that a cluster keeps
 * them on one node.
 */
public final class RedisTokenStore implements TokenStore {

  private static final String PREFIX = "{sallyport}:";

  /** How far the clock of a node may be set back. */
  private static final Duration MARGIN = Duration.ofHours(2);

  private final RedisConnection redis;
  private final Clock clock;
  private final AttemptBound bound;
  private final RedisRevocations revocations;

  private RedisTokenStore(RedisConnection redis, Clock clock, AttemptBound bound) {
    this.redis = redis;
    this.clock = clock;
    this.bound = bound;
    this.revocations = new RedisRevocations(redis::run);
  }

  /**
   * Creates a store. It does not connect yet.
   *
   * @param url {@code redis://host:port} or {@code rediss://user:password@host:port/database}
   * @throws IllegalArgumentException if it is not a URL; the message contains nothing of it
   */
  public static RedisTokenStore of(String url, Clock clock) {
    return of(url, clock, AttemptBound.DEFAULT_MAXIMUM);
  }

  /**
   * The same with a maximum number of attempt keys.
   *
   * @param maxAttempts maximum number of keys that get a count of their own from this node per
   *     window
   */
  public static RedisTokenStore of(String url, Clock clock, int maxAttempts) {
    return new RedisTokenStore(RedisConnection.to(url), clock, new AttemptBound(maxAttempts));
  }

  private static String key(String kind, String name) {
    return PREFIX + kind + ":" + name;
  }

  private long rest(Instant until, Duration margin) {
    return Math.max(1, Duration.between(clock.instant(), until).plus(margin).toMillis());
  }

  @Override
  public void revoke(Revocation revocation) {
    revocations.revoke(revocation, clock.instant().minus(MARGIN));
  }

  @Override
  public Revocations revocationsSince(String cursor) {
    return revocations.since(cursor);
  }

  @Override
  public List<Revocation> findRevocations(List<String> keys) {
    return revocations.find(keys);
  }

  @Override
  public boolean useOnce(String key, Instant until) {
    return redis.setIfAbsent(key("used-token", key), "1", rest(until, MARGIN));
  }

  @Override
  public void beginFamily(String family, String first, Instant until) {
    if (!clock.instant().isBefore(until)) {
      return;
    }
    redis.set(key("token-family", family), first, rest(until, Duration.ZERO));
  }

  @Override
  public Rotation rotate(String family, String presented, String next) {
    return Rotation.valueOf(
        String.valueOf(
            redis.run(RedisScripts.ROTATE, List.of(key("token-family", family)), presented, next)));
  }

  @Override
  public void endFamily(String family) {
    redis.delete(key("token-family", family));
  }

  @Override
  public long countAttempt(String key, Duration window) {
    long span = AttemptBound.span(clock.millis(), window.toMillis());
    List<?> answer =
        (List<?>)
            redis.run(
                RedisScripts.COUNT,
                List.of(
                    key("login-attempt", key),
                    key("login-attempts-shared", String.valueOf(span)),
                    key("login-attempts-shared", String.valueOf(span - 1))),
                String.valueOf(window.toMillis()),
                String.valueOf(AttemptBound.cell(key)),
                bound.isReached(clock.millis(), window.toMillis()) ? "1" : "0");
    if (Long.valueOf(1).equals(answer.get(1))) {
      bound.begin();
    }
    return (Long) answer.get(0);
  }

  @Override
  public void clearAttempts(String key) {
    redis.delete(key("login-attempt", key));
  }

  @Override
  public List<String> openSession(String owner, String session, Instant until, int maximum) {
    List<String> tooMany = new ArrayList<>();
    Object answer =
        redis.run(
            RedisScripts.OPEN,
            List.of(
                key("sessions", owner), key("sessions-until", owner), PREFIX + "session-number"),
            session,
            String.valueOf(until.toEpochMilli()),
            String.valueOf(clock.millis()),
            String.valueOf(rest(until, MARGIN)),
            String.valueOf(maximum));
    ((List<?>) answer).forEach(name -> tooMany.add(String.valueOf(name)));
    return tooMany;
  }

  @Override
  public void closeSession(String owner, String session) {
    redis.run(
        RedisScripts.CLOSE, List.of(key("sessions", owner), key("sessions-until", owner)), session);
  }

  @Override
  public void close() {
    redis.close();
  }
}
