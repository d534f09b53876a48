package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.spi.Rotation;
import io.sallyport.spi.TokenStore;
import io.sallyport.test.MovableClock;
import io.sallyport.test.TokenStoreContract;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The test of a store by its author: the contract, and a time limit with a clock that moves. */
class MapTokenStoreTest extends TokenStoreContract {

  private final MapTokenStore shared = new MapTokenStore(Clock.systemUTC());

  @Override
  protected TokenStore open() {
    return shared;
  }

  @Test
  void refreshChainExpires() {
    MovableClock clock = MovableClock.at("2026-01-01T10:00:00Z");
    MapTokenStore store = new MapTokenStore(clock);
    store.beginFamily("family", "a", clock.instant().plusSeconds(60));
    clock.move(Duration.ofMillis(59_999));
    assertEquals(Rotation.DONE, store.rotate("family", "a", "b"));
    clock.move(Duration.ofMillis(1));
    assertEquals(Rotation.UNKNOWN, store.rotate("family", "b", "c"));
  }
}
