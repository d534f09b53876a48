package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.FakeContext;
import io.sallyport.fixture.FakeRequest;
import io.sallyport.fixture.FakeResponse;
import io.sallyport.fixture.Tokens;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store of the application's own, named by its class. */
public class OwnStoreTest {

  public static final AtomicBoolean DOWN = new AtomicBoolean();
  public static final AtomicBoolean UNREADABLE = new AtomicBoolean();
  private static final AtomicInteger REVOCATIONS = new AtomicInteger();
  private static final AtomicInteger READS = new AtomicInteger();

  private final FakeContext context = new FakeContext();
  private final AuthenticationFilter filter = new AuthenticationFilter();

  private void start(String store) throws Exception {
    DOWN.set(false);
    context
        .parameter("auth.mode", "jwt")
        .parameter("auth.jwt.secretkey", Tokens.SECRET)
        .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
        .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
        .parameter("auth.logout.path", "/logout")
        .parameter("auth.store", store);
    filter.init(context.filterConfig());
  }

  @AfterEach
  void end() {
    filter.destroy();
  }

  private int send(FakeRequest request) throws Exception {
    String token =
        Tokens.hs256(
            Tokens.payload("ann", System.currentTimeMillis() / 1000)
                .replace("{", "{\"jti\":\"t1\","));
    FakeResponse response = new FakeResponse();
    filter.doFilter(request.header("Authorization", "Bearer " + token), response, (in, out) -> {});
    return response.getStatus();
  }

  @Test
  void itIsAskedAndItsOutageIsNoLogout() throws Exception {
    start(Shared.class.getName());
    assertThat(send(FakeRequest.get("/a"))).isEqualTo(200);
    DOWN.set(true);
    assertThat(send(FakeRequest.post("/logout"))).isEqualTo(503);
    DOWN.set(false);
    assertThat(send(FakeRequest.post("/logout"))).isEqualTo(204);
    assertThat(send(FakeRequest.get("/a"))).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "com.example.Missing | no class of the application",
        "java.lang.String    | no io.sallyport.spi.TokenStore; make the class implement it",
        "file                | use memory, jdbc, redis, or the name of a class of yours",
      })
  void whatIsNoStoreStopsTheStart(String store, String message) {
    assertThatThrownBy(() -> start(store))
        .hasMessageContaining("\"auth.store\"")
        .hasMessageContaining(message);
  }

  /** Another product, behind our interface. */
  public static final class Shared implements TokenStore {

    private final TokenStore kept = InMemoryTokenStore.of(Clock.systemUTC());

    /** By its name. */
    public Shared() {}

    /** How often any of them was asked to revoke. */
    public static int revocations() {
      return REVOCATIONS.get();
    }

    /** How often any of them was asked for the list of revocations. */
    public static int reads() {
      return READS.get();
    }

    private TokenStore reached() {
      if (DOWN.get()) {
        throw new StoreUnavailableException("down");
      }
      return kept;
    }

    @Override
    public void revoke(Revocation revocation) {
      reached().revoke(revocation);
      REVOCATIONS.incrementAndGet();
    }

    @Override
    public Revocations revocationsSince(String cursor) {
      READS.incrementAndGet();
      if (UNREADABLE.get()) {
        throw new StoreUnavailableException("unreadable");
      }
      return kept.revocationsSince(cursor);
    }

    @Override
    public List<Revocation> findRevocations(List<String> keys) {
      return reached().findRevocations(keys);
    }

    @Override
    public boolean useOnce(String key, Instant until) {
      return reached().useOnce(key, until);
    }

    @Override
    public void beginFamily(String family, String first, Instant until) {
      reached().beginFamily(family, first, until);
    }

    @Override
    public Rotation rotate(String family, String presented, String next) {
      return reached().rotate(family, presented, next);
    }

    @Override
    public void endFamily(String family) {
      reached().endFamily(family);
    }

    @Override
    public long countAttempt(String key, Duration window) {
      return reached().countAttempt(key, window);
    }

    @Override
    public void clearAttempts(String key) {
      reached().clearAttempts(key);
    }

    @Override
    public List<String> openSession(String owner, String session, Instant until, int most) {
      return reached().openSession(owner, session, until, most);
    }

    @Override
    public void closeSession(String owner, String session) {
      reached().closeSession(owner, session);
    }

    @Override
    public void close() {
      kept.close();
    }
  }
}
