package io.sallyport.internal.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.MovableClock;
import io.sallyport.fixture.Tokens;
import io.sallyport.fixture.UnreliableStore;
import io.sallyport.internal.jwt.ClaimPath;
import io.sallyport.internal.jwt.OwnClaims;
import io.sallyport.internal.jwt.TokenPolicy;
import io.sallyport.internal.key.SecretKeys;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.spi.StoreUnavailableException;
import io.sallyport.spi.TokenStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionTokenServiceTest {

  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final TokenStore store = InMemoryTokenStore.of(clock);

  private ActionTokenService desk(TokenStore keeping, String audience) throws Exception {
    SecretKeys keys = SecretKeys.parse(List.of(Tokens.SECRET), "HS256");
    IssuePolicy policy =
        IssuePolicy.of(
                TokenPolicy.builder().issuer(Optional.of(Tokens.ISSUER)).build(),
                Duration.ofMinutes(15),
                ClaimPath.parse("sub"),
                ClaimPath.parse("groups"))
            .exchangedAt(audience);
    TokenIssuer issuer = TokenIssuer.of(keys.signingKey(), policy, clock);
    OwnTokens reader =
        OwnTokens.of(
            OwnTokenType.ACTION, keys.keys(), issuer, clock, "sub", "jti", OwnClaims.PURPOSE);
    return ActionTokenService.of(keeping, issuer, reader, clock);
  }

  @Test
  void tokenIsUsedUpOnceForAllApplicationsThatShareAudienceAndStore() throws Exception {
    ActionTokenService one = desk(store, "app");
    ActionTokenService other = desk(store, "app");
    String token = one.issue("activate", "ann", LIFETIME);
    assertThat(other.consume("activate", token)).contains("ann");
    assertThat(one.consume("activate", token)).isEmpty();
    assertThat(other.consume("activate", token)).isEmpty();
    String back = other.issue("activate", "ann", LIFETIME);
    assertThat(one.consume("activate", back)).contains("ann");
    assertThat(other.consume("activate", back)).isEmpty();
  }

  // Two nodes with a store of their own each, or a store that was emptied: else both would use it.
  @Test
  void tokenIsRejectedWhereAnotherStoreIs() throws Exception {
    ActionTokenService one = desk(store, "app");
    ActionTokenService other = desk(InMemoryTokenStore.of(clock), "app");
    String token = one.issue("activate", "ann", LIFETIME);
    assertThat(other.consume("activate", token)).isEmpty();
    assertThat(other.consume(token)).isEmpty();
    assertThat(one.consume("activate", token)).contains("ann");
  }

  @Test
  void tokenOfAnotherApplicationIsRejectedAndNotUsedUp() throws Exception {
    ActionTokenService one = desk(store, "app");
    ActionTokenService other = desk(store, "other");
    String token = one.issue("activate", "ann", LIFETIME);
    assertThat(other.isGood(token)).isFalse();
    assertThat(other.consume("activate", token)).isEmpty();
    assertThat(one.consume("close", token)).isEmpty();
    assertThat(one.consume("activate", token)).contains("ann");
  }

  @Test
  void tokenOfWhichTheStoreCouldNotBeToldIsNotIssued() throws Exception {
    UnreliableStore unreliable = UnreliableStore.over(store);
    ActionTokenService one = desk(unreliable, "app");
    unreliable.fail(true);
    assertThatThrownBy(() -> one.issue("activate", "ann", LIFETIME))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void tokenIsGoodUntilItsTimeIsOver() throws Exception {
    ActionTokenService one = desk(store, "app");
    String token = one.issue("activate", "ann", LIFETIME);
    clock.move(LIFETIME.minusSeconds(1));
    assertThat(one.isGood(token)).isTrue();
    clock.move(Duration.ofSeconds(1));
    assertThat(one.isGood(token)).isFalse();
    assertThat(one.consume("activate", token)).isEmpty();
  }
}
