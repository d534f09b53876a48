package io.sallyport.internal.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.UnreliableStore;
import io.sallyport.fixture.VirtualBackground;
import io.sallyport.internal.jwt.ClaimPath;
import io.sallyport.internal.jwt.Login;
import io.sallyport.internal.jwt.TokenPolicy;
import io.sallyport.internal.key.SecretKeys;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.revocation.RevocationQuery;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.test.MovableClock;
import io.sallyport.test.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefreshTokensTest {

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final UnreliableStore store = UnreliableStore.over(InMemoryTokenStore.of(clock));
  private final RevocationList list =
      RevocationList.ownStore(store, new VirtualBackground(), clock);

  // A client that has the copy also has an access token.
  @Test
  void reuseDuringStoreOutageRevokesTheLoginLater() throws Exception {
    SecretKeys keys = SecretKeys.parse(List.of(Tokens.SECRET), "HS256");
    TokenIssuer issuer =
        TokenIssuer.of(
            keys.signingKey(),
            IssuePolicy.of(
                TokenPolicy.builder().build(),
                Duration.ofMinutes(15),
                ClaimPath.parse("sub"),
                ClaimPath.parse("groups")),
            clock);
    Lifetimes lifetimes =
        Lifetimes.of(
            Duration.ofDays(30), Duration.ofDays(30), Duration.ofHours(12), Duration.ofMinutes(15));
    RefreshTokens tokens =
        RefreshTokens.of(
            TokenFamilies.of(store, Duration.ofHours(12)),
            TokenRevoker.of(list, Optional.empty(), lifetimes, clock),
            OwnTokens.of(OwnTokenType.REFRESH, keys.keys(), issuer, clock));
    Login login = issuer.begin("ann", List.of());
    String first = tokens.begin(login);
    assertThat(tokens.exchange(first)).isPresent();
    store.failToRevoke(true);
    assertThatThrownBy(() -> tokens.exchange(first)).isInstanceOf(StoreUnavailableException.class);
    store.failToRevoke(false);
    assertThat(tokens.exchange(first)).isEmpty();
    String key = RevocationKey.login("", login.id());
    assertThat(list.isRevoked(() -> RevocationQuery.byId(key))).isTrue();
  }
}
