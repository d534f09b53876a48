package io.sallyport.servertests.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.internal.background.BackgroundThreads;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.revocation.RevocationsUnavailableException;
import io.sallyport.internal.store.GuardedStore;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import io.sallyport.spi.TokenStoreContract;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract, and what a node sees of a store that is dead or hangs. */
@Timeout(180)
abstract class StoreOutages extends TokenStoreContract {

  private static final Duration DEADLINE = Duration.ofMillis(900);

  /** The server of the test's class. */
  abstract StoreServer server();

  @Override
  protected TokenStore open() {
    return server().open();
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static boolean answers(TokenStore store) {
    try {
      store.endFamily(key());
      return true;
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  @Test
  void aStoreThatHangsIsAnOutageAndIsBackAfterwards() throws Exception {
    try (TokenStore store = GuardedStore.of(server().open(), DEADLINE, "/app")) {
      String used = key();
      assertThat(store.useOnce(used, Instant.now().plusSeconds(600))).isTrue();
      server().hang();
      try {
        for (int i = 0; i < 10; i++) {
          assertThat(answers(store)).isFalse();
        }
      } finally {
        server().goOn();
      }
      await("the store is back", () -> answers(store));
      assertThat(store.useOnce(used, Instant.now().plusSeconds(600))).isFalse();
      await("connections are given back", () -> server().connectionsInUse() <= 0);
    }
  }

  @Test
  void aStoreThatIsKilledIsAnOutageAndIsBackAfterItsRestart() throws Exception {
    try (TokenStore store = GuardedStore.of(server().open(), DEADLINE, "/app")) {
      assertThat(answers(store)).isTrue();
      server().kill();
      for (int i = 0; i < 10; i++) {
        assertThat(answers(store)).isFalse();
      }
      server().startAgain();
      await("the store is back", () -> answers(store));
      await("connections are given back", () -> server().connectionsInUse() <= 0);
    }
  }

  @Test
  void whatIsTakenBackStaysSoThroughAnOutage() throws Exception {
    BackgroundThreads background = BackgroundThreads.of(4, "test-revocations");
    AtomicInteger asked = new AtomicInteger();
    try (TokenStore one = GuardedStore.of(server().open(), DEADLINE, "/app");
        TokenStore two = counting(GuardedStore.of(server().open(), DEADLINE, "/app"), asked)) {
      RevocationList first = RevocationList.shared(one, background, Clock.systemUTC());
      RevocationList second = RevocationList.shared(two, background, Clock.systemUTC());
      first.begin();
      second.begin();
      String gone = RevocationKey.session(key());
      String good = RevocationKey.session(key());
      await("both have looked", () -> isRevoked(first, good) == 0 && isRevoked(second, good) == 0);
      first.revoke(gone, Instant.now(), Instant.now().plusSeconds(3600));
      assertThat(isRevoked(first, gone)).isEqualTo(1);
      // From its own copy: what only the store knows may be lost with the store.
      await("the other node knows", () -> isRevokedInCopy(second, gone, asked));

      server().kill();
      await("nobody knows now", () -> isRevoked(second, good) == -1);
      server().startAgain();
      await("known again", () -> isRevoked(second, good) == 0 && isRevoked(first, good) == 0);
      assertThat(isRevoked(second, gone)).isEqualTo(1);
      assertThat(isRevoked(first, gone)).isEqualTo(1);
      // Also by a node that starts now: what the store may have lost was written to it again.
      try (TokenStore three = GuardedStore.of(server().open(), DEADLINE, "/app")) {
        RevocationList third = RevocationList.shared(three, background, Clock.systemUTC());
        third.begin();
        await("a new node knows", () -> isRevoked(third, gone) == 1);
        third.close();
      }
      first.close();
      second.close();
    } finally {
      background.close();
    }
  }

  private static boolean isRevokedInCopy(RevocationList list, String key, AtomicInteger asked) {
    int before = asked.get();
    return isRevoked(list, key) == 1 && asked.get() == before;
  }

  /** Counts the requests for single keys, which a node makes until its copy is complete. */
  private static TokenStore counting(TokenStore store, AtomicInteger asked) {
    return (TokenStore)
        Proxy.newProxyInstance(
            TokenStore.class.getClassLoader(),
            new Class<?>[] {TokenStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("findRevocations")) {
                asked.incrementAndGet();
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** 1: yes, 0: no, -1: it cannot be known. */
  private static int isRevoked(RevocationList list, String key) {
    try {
      return list.isRevoked(List.of(key), 0) ? 1 : 0;
    } catch (RevocationsUnavailableException e) {
      return -1;
    }
  }
}
