package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.UnreliableStore;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token store of the application, selected by its class name. */
class OwnStoreTest {

  private final FakeContext context = new FakeContext();
  private final AuthenticationFilter filter = new AuthenticationFilter();

  private void start(String store) throws Exception {
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
  void outageOfOwnStoreIsNoLogout() throws Exception {
    start(UnreliableStore.class.getName());
    assertThat(send(FakeRequest.get("/a"))).isEqualTo(200);
    UnreliableStore.latest().fail(true);
    assertThat(send(FakeRequest.post("/logout"))).isEqualTo(503);
    UnreliableStore.latest().fail(false);
    assertThat(send(FakeRequest.post("/logout"))).isEqualTo(204);
    assertThat(send(FakeRequest.get("/a"))).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "com.example.Missing | class not found",
        "java.lang.String    | class does not implement io.sallyport.spi.TokenStore; implement it",
        "file                | use memory, jdbc, redis, or the name of a class of the application",
      })
  void invalidStoreStopsStart(String store, String message) {
    assertThatThrownBy(() -> start(store))
        .hasMessageContaining("auth.store (init-param): ")
        .hasMessageContaining(message);
  }
}
