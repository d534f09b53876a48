package io.sallyport.internal.store;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * For several nodes on one Redis (5 or newer). Each operation is one command or one script, which
 * Redis runs alone. All keys have one hash tag, so that a cluster keeps them on one node.
 *
 * <p>The only class that needs Jedis: it is loaded when the settings ask for Redis.
 */
public final class RedisTokenStore implements TokenStore {

  private static final String PREFIX = "{sallyport}:";
  private static final int TIMEOUT_MILLIS = 800;
  private static final int CONNECTIONS = 8;

  /** How far the clock of a node may be set back. */
  private static final Duration MARGIN = Duration.ofHours(2);

  private final RedisClient redis;
  private final Clock clock;
  private final AttemptBound bound;
  private final RedisRevocations revocations;

  private RedisTokenStore(RedisClient redis, Clock clock, AttemptBound bound) {
    this.redis = redis;
    this.clock = clock;
    this.bound = bound;
    this.revocations = new RedisRevocations(this::script);
  }

  /**
   * A store in Redis. Does not connect yet.
   *
   * @param url {@code redis://host:port} or {@code rediss://user:password@host:port/database}
   * @throws IllegalArgumentException if the URL is none; the message holds nothing of it
   */
  public static RedisTokenStore of(String url, Clock clock) {
    return of(url, clock, AttemptBound.MOST);
  }

  /**
   * The same with a bound.
   *
   * @param mostAttempts how many keys get a count of their own from this node in a window
   */
  public static RedisTokenStore of(String url, Clock clock, int mostAttempts) {
    try {
      URI uri = URI.create(url);
      if (JedisURIHelper.isValid(uri)
          && (JedisURIHelper.isRedisScheme(uri) || JedisURIHelper.isRedisSSLScheme(uri))) {
        return new RedisTokenStore(client(uri), clock, new AttemptBound(mostAttempts));
      }
    } catch (IllegalArgumentException e) {
      // Not a URL, or no number where one belongs. Without cause: it holds the text, and the text a
      // password.
    }
    throw new IllegalArgumentException(
        "the value is not valid; use a URL such as redis://host:6379");
  }

  private static RedisClient client(URI uri) {
    return RedisClient.builder()
        .hostAndPort(JedisURIHelper.getHostAndPort(uri))
        .clientConfig(config(uri))
        .poolConfig(pool())
        .build();
  }

  private static DefaultJedisClientConfig config(URI uri) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(TIMEOUT_MILLIS)
            .socketTimeoutMillis(TIMEOUT_MILLIS)
            .user(JedisURIHelper.getUser(uri))
            .password(JedisURIHelper.getPassword(uri))
            .database(JedisURIHelper.getDBIndex(uri));
    if (JedisURIHelper.isRedisSSLScheme(uri)) {
      config.sslOptions(SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
    }
    return config.build();
  }

  // No thread that looks after idle connections and no entry with the JVM's management: neither
  // would end with the application. A connection is tried when it is taken.
  private static GenericObjectPoolConfig<Connection> pool() {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setJmxEnabled(false);
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxWait(Duration.ofMillis(TIMEOUT_MILLIS));
    pool.setTestOnBorrow(true);
    return pool;
  }

  private static <T> T call(Supplier<T> command) {
    try {
      return command.get();
    } catch (JedisException e) {
      throw new StoreUnavailableException(
          "token store unavailable: exception=" + e.getClass().getName(), e);
    }
  }

  private Object script(String script, List<String> keys, String... arguments) {
    return call(() -> redis.eval(script, keys, List.of(arguments)));
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
    SetParams once = SetParams.setParams().nx().px(rest(until, MARGIN));
    return call(() -> redis.set(key("used-token", key), "1", once) != null);
  }

  @Override
  public void beginFamily(String family, String first, Instant until) {
    if (!clock.instant().isBefore(until)) {
      return;
    }
    SetParams ends = SetParams.setParams().px(rest(until, Duration.ZERO));
    call(() -> redis.set(key("token-family", family), first, ends));
  }

  @Override
  public Rotation rotate(String family, String presented, String next) {
    return Rotation.valueOf(
        String.valueOf(
            script(RedisScripts.ROTATE, List.of(key("token-family", family)), presented, next)));
  }

  @Override
  public void endFamily(String family) {
    call(() -> redis.del(key("token-family", family)));
  }

  @Override
  public long countAttempt(String key, Duration window) {
    long span = AttemptBound.span(clock.millis(), window.toMillis());
    List<?> answer =
        (List<?>)
            script(
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
    call(() -> redis.del(key("login-attempt", key)));
  }

  @Override
  public List<String> openSession(String owner, String session, Instant until, int most) {
    List<String> tooMany = new ArrayList<>();
    Object answer =
        script(
            RedisScripts.OPEN,
            List.of(
                key("sessions", owner), key("sessions-until", owner), PREFIX + "session-number"),
            session,
            String.valueOf(until.toEpochMilli()),
            String.valueOf(clock.millis()),
            String.valueOf(rest(until, MARGIN)),
            String.valueOf(most));
    ((List<?>) answer).forEach(name -> tooMany.add(String.valueOf(name)));
    return tooMany;
  }

  @Override
  public void closeSession(String owner, String session) {
    script(
        RedisScripts.CLOSE, List.of(key("sessions", owner), key("sessions-until", owner)), session);
  }

  @Override
  public void close() {
    redis.close();
  }
}
