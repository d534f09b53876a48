package io.sallyport.internal.store;

import io.sallyport.spi.StoreUnavailableException;
import java.net.URI;
import java.time.Duration;
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
 * Sends commands and scripts to a Redis server. The only class that needs Jedis; it is loaded when
 * the settings choose Redis.
 */
final class RedisConnection {

  private static final int TIMEOUT_MILLIS = 800;
  private static final int MAX_CONNECTIONS = 8;

  private final RedisClient redis;

  private RedisConnection(RedisClient redis) {
    this.redis = redis;
  }

  /**
   * Creates a connection, which is opened at first use.
   *
   * @throws IllegalArgumentException if the text is not a URL; the message contains nothing of it
   */
  static RedisConnection to(String url) {
    try {
      URI uri = URI.create(url);
      if (JedisURIHelper.isValid(uri)
          && (JedisURIHelper.isRedisScheme(uri) || JedisURIHelper.isRedisSSLScheme(uri))) {
        return new RedisConnection(client(uri));
      }
    } catch (IllegalArgumentException e) {
      // Not a URL, or a part of it is not a number. Without the cause, whose message contains the
      // text with its password.
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

  // Without a thread that evicts idle connections and without JMX: neither would end with the
  // application. A connection is tested when it is borrowed.
  private static GenericObjectPoolConfig<Connection> pool() {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setJmxEnabled(false);
    pool.setMaxTotal(MAX_CONNECTIONS);
    pool.setMaxWait(Duration.ofMillis(TIMEOUT_MILLIS));
    pool.setTestOnBorrow(true);
    return pool;
  }

  Object run(String script, List<String> keys, String... arguments) {
    return call(() -> redis.eval(script, keys, List.of(arguments)));
  }

  /** Sets a value if the key does not exist; returns whether it was set. */
  boolean setIfAbsent(String key, String value, long millis) {
    SetParams params = SetParams.setParams().nx().px(millis);
    return call(() -> redis.set(key, value, params) != null);
  }

  void set(String key, String value, long millis) {
    SetParams params = SetParams.setParams().px(millis);
    call(() -> redis.set(key, value, params));
  }

  void delete(String key) {
    call(() -> redis.del(key));
  }

  private static <T> T call(Supplier<T> command) {
    try {
      return command.get();
    } catch (JedisException e) {
      throw new StoreUnavailableException(
          "token store unavailable: exception=" + e.getClass().getName(), e);
    }
  }

  void close() {
    redis.close();
  }
}
