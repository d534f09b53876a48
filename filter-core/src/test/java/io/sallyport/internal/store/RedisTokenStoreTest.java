package io.sallyport.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.spi.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests without a Redis server; the others are in server-tests. */
class RedisTokenStoreTest {

  private static final Clock CLOCK = Clock.systemUTC();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "http://:secret@host:6379",
        "redis://:secret@host",
        "redis://:secret@host:port",
        "redis://:secret@host:6379/secret",
        "redis://:secret with blanks@host:6379",
        "jdbc:redis://:secret@host:6379"
      })
  void invalidUrlIsRejectedWithoutShowingIt(String url) {
    assertThatThrownBy(() -> RedisTokenStore.of(url, CLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the value is not valid; use a URL such as redis://host:6379")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://127.0.0.1:6379",
        "redis://:secret@127.0.0.1:6379/3",
        "rediss://user:secret@redis.example:6380/0"
      })
  void urlIsAcceptedWithoutConnecting(String url) {
    try (RedisTokenStore store = RedisTokenStore.of(url, CLOCK)) {
      assertThat(store.toString()).doesNotContain("secret");
    }
  }

  @Test
  void outageDoesNotShowThePassword() {
    try (RedisTokenStore store =
        RedisTokenStore.of("redis://:secret@127.0.0.1:" + closedPort(), CLOCK)) {
      assertThatThrownBy(() -> store.useOnce("k", Instant.now()))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageStartingWith(
              "token store unavailable: exception=redis.clients.jedis.exceptions.")
          .hasStackTraceContaining("JedisConnectionException")
          .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain("secret"));
    }
  }

  private static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
