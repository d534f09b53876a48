package io.sallyport.servertests.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.internal.store.RedisTokenStore;
import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

class RedisStoreIT extends StoreOutages {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Redis REDIS = new Redis();

  @AfterAll
  static void end() throws Exception {
    REDIS.close();
  }

  @Override
  StoreServer server() {
    return REDIS;
  }

  @Test
  void passwordIsUsedAndNeverShown() {
    String secret = "correct-horse";
    String port = REDIS.url().replace("redis://", "");
    try (RedisClient administrator = RedisClient.create(REDIS.url())) {
      administrator.executeCommand(
          new CommandArguments(Protocol.Command.ACL)
              .addObjects("SETUSER", "app", "on", ">" + secret, "~{sallyport}:*", "+@all"));
    }
    try (TokenStore right = RedisTokenStore.of("redis://app:" + secret + "@" + port, CLOCK);
        TokenStore wrong = RedisTokenStore.of("redis://app:" + secret + "s@" + port, CLOCK)) {
      String key = key();
      assertThat(right.useOnce(key, Instant.now().plusSeconds(60))).isTrue();
      assertThatThrownBy(() -> wrong.useOnce(key, Instant.now().plusSeconds(60)))
          .isInstanceOf(StoreUnavailableException.class)
          .satisfies(e -> assertThat(causes(e)).doesNotContain(secret));
      assertThat(right.toString()).doesNotContain(secret);
    }
  }

  private static String causes(Throwable failure) {
    return Stream.iterate(failure, one -> one != null, Throwable::getCause)
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  // As after a restore of an old backup: new entries get numbers that were already used.
  @Test
  void restoredListIsReadAgain() {
    Instant until = Instant.now().plusSeconds(600);
    try (TokenStore store = REDIS.open();
        RedisClient administrator = RedisClient.create(REDIS.url())) {
      store.revoke(Revocation.of(key(), Instant.now(), until));
      store.revoke(Revocation.of(key(), Instant.now(), until));
      store.revoke(Revocation.of(key(), Instant.now(), until));
      String cursor = store.revocationsSince("").cursor();
      administrator.decrBy("{sallyport}:revocation-number", 3);
      Revocation later = Revocation.of(key(), Instant.now(), until);
      store.revoke(later);
      Revocations page = store.revocationsSince(cursor);
      assertThat(page.cursor()).isEmpty();
      assertThat(store.revocationsSince("").entries()).contains(later);
    }
  }

  @Test
  void everyKeyExpires() {
    Instant until = Instant.now().plusSeconds(600);
    String key = key();
    try (TokenStore store = REDIS.open();
        RedisClient administrator = RedisClient.create(REDIS.url())) {
      store.useOnce(key, until);
      store.beginFamily(key, key, until);
      store.rotate(key, key, key());
      store.countAttempt(key, Duration.ofMinutes(1));
      store.openSession(key, key(), until, 3);
      store.openSession(key, key(), Instant.now().plusSeconds(60), 3);
      for (String kind :
          new String[] {
            "used-token", "token-family", "login-attempt", "sessions", "sessions-until"
          }) {
        assertThat(administrator.pttl("{sallyport}:" + kind + ":" + key)).as(kind).isPositive();
      }
      // A session that ends earlier does not shorten the lifetime.
      assertThat(administrator.pttl("{sallyport}:sessions:" + key)).isGreaterThan(7_500_000);
    }
  }

  @Test
  void oldListIsMigrated() {
    String twice = key();
    String once = key();
    try (RedisClient administrator = RedisClient.create(REDIS.url())) {
      for (int i = 0; i < 1200; i++) {
        administrator.zadd(
            "{sallyport}:revoked", i, i + "|" + twice + "|" + i + "|" + (4000000000000L - i));
      }
      administrator.zadd("{sallyport}:revoked", 1200, "1200|" + once + "|7|4000000000000");
      administrator.set("{sallyport}:revoked-number", "1200");
      try (TokenStore store = REDIS.open()) {
        assertThat(store.findRevocations(List.of(twice, once)))
            .containsExactly(
                Revocation.of(
                    twice, Instant.ofEpochMilli(1199), Instant.ofEpochMilli(4000000000000L)),
                Revocation.of(once, Instant.ofEpochMilli(7), Instant.ofEpochMilli(4000000000000L)));
        assertThat(administrator.keys("{sallyport}:revoked*")).isEmpty();
      }
    }
  }

  @Test
  void sharedCountsAreNeverTooLow() {
    Duration window = Duration.ofMinutes(5);
    try (TokenStore full = RedisTokenStore.of(REDIS.url(), CLOCK, 1);
        TokenStore roomy = REDIS.open()) {
      String own = key();
      full.countAttempt(own, window);
      String shared = key();
      for (int i = 1; i <= 5; i++) {
        assertThat(full.countAttempt(shared, window)).isGreaterThanOrEqualTo(i);
      }
      assertThat(roomy.countAttempt(shared, window)).isGreaterThanOrEqualTo(6);
      assertThat(full.countAttempt(shared, window)).isGreaterThanOrEqualTo(7);
      assertThat(full.countAttempt(own, window)).isEqualTo(2);
    }
  }

  @Tag("full-servers")
  @Test
  void callersAreServedWhileMillionRowsLoad() throws Exception {
    try (Redis redis = new Redis()) {
      fill(redis);
      LongRevocationList.assertServedWhileLoading(redis.open());
    }
  }

  // Writes the same keys as the store's script, a thousand at a time.
  private static void fill(Redis redis) {
    long until = Instant.now().plusSeconds(3600).toEpochMilli();
    try (RedisClient administrator = RedisClient.create(redis.url())) {
      for (int first = 0; first < LongRevocationList.ENTRIES; first += 1000) {
        Map<String, String> times = new HashMap<>();
        Map<String, Double> order = new HashMap<>();
        Map<String, Double> ends = new HashMap<>();
        for (int i = first; i < first + 1000; i++) {
          times.put(LongRevocationList.key(i), until + "|" + until);
          order.put(LongRevocationList.key(i), i + 1.0);
          ends.put(LongRevocationList.key(i), (double) until);
        }
        administrator.hset("{sallyport}:revocation", times);
        administrator.zadd("{sallyport}:revocation-order", order);
        administrator.zadd("{sallyport}:revocation-until", ends);
      }
      administrator.set(
          "{sallyport}:revocation-number", String.valueOf(LongRevocationList.ENTRIES));
    }
  }
}
