package io.sallyport.internal.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.UnreliableStore;
import io.sallyport.internal.jwt.ClaimPath;
import io.sallyport.internal.jwt.TokenPolicy;
import io.sallyport.internal.key.SecretKeys;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import io.sallyport.test.MovableClock;
import io.sallyport.test.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionTokenServiceTest {

  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final TokenStore store = InMemoryTokenStore.of(clock);

  private ActionTokenService service(TokenStore keeping, String audience) throws Exception {
    SecretKeys keys = SecretKeys.parse(List.of(Tokens.SECRET), "HS256");
    IssuePolicy policy =
        IssuePolicy.of(
                TokenPolicy.builder().issuer(Optional.of(Tokens.ISSUER)).build(),
                Duration.ofMinutes(15),
                ClaimPath.parse("sub"),
                ClaimPath.parse("groups"))
            .exchangedAt(audience);
    TokenIssuer issuer = TokenIssuer.of(keys.signingKey(), policy, clock);
    OwnTokens reader = OwnTokens.of(OwnTokenType.ACTION, keys.keys(), issuer, clock);
    return ActionTokenService.of(keeping, issuer, reader, clock);
  }

  @Test
  void tokenIsUsedOnceOnAllNodes() throws Exception {
    ActionTokenService one = service(store, "app");
    ActionTokenService other = service(store, "app");
    String token = one.issue("activate", "ann", LIFETIME);
    assertThat(other.consume("activate", token)).contains("ann");
    assertThat(one.consume("activate", token)).isEmpty();
    assertThat(other.consume("activate", token)).isEmpty();
    String back = other.issue("activate", "ann", LIFETIME);
    assertThat(one.consume("activate", back)).contains("ann");
    assertThat(other.consume("activate", back)).isEmpty();
  }

  // Two nodes with a store each, or a store that was emptied. Otherwise both nodes would accept it.
  @Test
  void tokenIsRejectedWithOtherStore() throws Exception {
    ActionTokenService one = service(store, "app");
    ActionTokenService other = service(InMemoryTokenStore.of(clock), "app");
    String token = one.issue("activate", "ann", LIFETIME);
    assertThat(other.consume("activate", token)).isEmpty();
    assertThat(other.consume(token)).isEmpty();
    assertThat(one.consume("activate", token)).contains("ann");
  }

  @Test
  void tokenOfOtherApplicationStaysUnused() throws Exception {
    ActionTokenService one = service(store, "app");
    ActionTokenService other = service(store, "other");
    String token = one.issue("activate", "ann", LIFETIME);
    assertThat(other.isValid(token)).isFalse();
    assertThat(other.consume("activate", token)).isEmpty();
    assertThat(one.consume("close", token)).isEmpty();
    assertThat(one.consume("activate", token)).contains("ann");
  }

  @Test
  void tokenIsNotIssuedDuringStoreOutage() throws Exception {
    UnreliableStore unreliable = UnreliableStore.over(store);
    ActionTokenService one = service(unreliable, "app");
    unreliable.fail(true);
    assertThatThrownBy(() -> one.issue("activate", "ann", LIFETIME))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void tokenIsValidUntilItExpires() throws Exception {
    ActionTokenService one = service(store, "app");
    String token = one.issue("activate", "ann", LIFETIME);
    clock.move(LIFETIME.minusSeconds(1));
    assertThat(one.isValid(token)).isTrue();
    clock.move(Duration.ofSeconds(1));
    assertThat(one.isValid(token)).isFalse();
    assertThat(one.consume("activate", token)).isEmpty();
  }
}
