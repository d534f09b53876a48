package io.sallyport.servertests.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.Await;
import io.sallyport.internal.background.BackgroundThreads;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.revocation.RevocationQuery;
import io.sallyport.internal.revocation.RevocationsUnavailableException;
import io.sallyport.internal.store.GuardedStore;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import io.sallyport.test.TokenStoreContract;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of a store, and the behaviour of a node while the store is killed or hangs. */
@Timeout(180)
abstract class StoreOutages extends TokenStoreContract {

  private static final Duration DEADLINE = Duration.ofMillis(900);

  /** The server of the test's class. */
  abstract StoreServer server();

  @Override
  protected TokenStore open() {
    return server().open();
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
  void hangingStoreIsOutage() throws Exception {
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
      Await.until("the store is available", () -> answers(store));
      assertThat(store.useOnce(used, Instant.now().plusSeconds(600))).isFalse();
      Await.until("connections are returned", () -> server().connectionsInUse() <= 0);
    }
  }

  @Test
  void killedStoreIsOutageUntilRestart() throws Exception {
    try (TokenStore store = GuardedStore.of(server().open(), DEADLINE, "/app")) {
      assertThat(answers(store)).isTrue();
      server().kill();
      for (int i = 0; i < 10; i++) {
        assertThat(answers(store)).isFalse();
      }
      server().startAgain();
      Await.until("the store is available", () -> answers(store));
      Await.until("connections are returned", () -> server().connectionsInUse() <= 0);
    }
  }

  @Test
  void revocationSurvivesOutage() throws Exception {
    BackgroundThreads background = BackgroundThreads.of(4, "test-revocations");
    AtomicInteger queries = new AtomicInteger();
    try (TokenStore one = GuardedStore.of(server().open(), DEADLINE, "/app");
        TokenStore two = counting(GuardedStore.of(server().open(), DEADLINE, "/app"), queries)) {
      RevocationList first = RevocationList.shared(one, background, Clock.systemUTC());
      RevocationList second = RevocationList.shared(two, background, Clock.systemUTC());
      first.begin();
      second.begin();
      String revoked = RevocationKey.session(key());
      String valid = RevocationKey.session(key());
      Await.until(
          "both have read the list",
          () -> isRevoked(first, valid) == 0 && isRevoked(second, valid) == 0);
      first.revoke(revoked, Instant.now(), Instant.now().plusSeconds(3600));
      assertThat(isRevoked(first, revoked)).isEqualTo(1);
      // From its own copy: the store may lose its data.
      Await.until(
          "the other node has the revocation", () -> isRevokedInCopy(second, revoked, queries));

      server().kill();
      Await.until("the copy is too old", () -> isRevoked(second, valid) == -1);
      server().startAgain();
      Await.until(
          "both have read the list again",
          () -> isRevoked(second, valid) == 0 && isRevoked(first, valid) == 0);
      assertThat(isRevoked(second, revoked)).isEqualTo(1);
      assertThat(isRevoked(first, revoked)).isEqualTo(1);
      // A new node reads it too: the other nodes have written back what the store lost.
      try (TokenStore three = GuardedStore.of(server().open(), DEADLINE, "/app")) {
        RevocationList third = RevocationList.shared(three, background, Clock.systemUTC());
        third.begin();
        Await.until("a new node has the revocation", () -> isRevoked(third, revoked) == 1);
        third.close();
      }
      first.close();
      second.close();
    } finally {
      background.close();
    }
  }

  private static boolean isRevokedInCopy(RevocationList list, String key, AtomicInteger queries) {
    int before = queries.get();
    return isRevoked(list, key) == 1 && queries.get() == before;
  }

  /** Counts the queries for single keys, which a node sends until its copy is complete. */
  private static TokenStore counting(TokenStore store, AtomicInteger queries) {
    return (TokenStore)
        Proxy.newProxyInstance(
            TokenStore.class.getClassLoader(),
            new Class<?>[] {TokenStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("findRevocations")) {
                queries.incrementAndGet();
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Returns 1 if revoked, 0 if not, -1 if the list is unavailable. */
  private static int isRevoked(RevocationList list, String key) {
    try {
      return list.isRevoked(() -> RevocationQuery.byOwner(key, 0)) ? 1 : 0;
    } catch (RevocationsUnavailableException e) {
      return -1;
    }
  }
}
