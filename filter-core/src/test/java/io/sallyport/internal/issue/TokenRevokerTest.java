package io.sallyport.internal.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.VirtualBackground;
import io.sallyport.internal.jwt.Claims;
import io.sallyport.internal.jwt.OwnClaims;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.revocation.RevocationQuery;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.test.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two clocks that differ: login on one node, logout on another. */
class TokenRevokerTest {

  private static final String ISSUER = "https://app.example";

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final RevocationList list =
      RevocationList.ownStore(InMemoryTokenStore.of(clock), new VirtualBackground(), clock);
  private final TokenRevoker revoker =
      TokenRevoker.of(list, Optional.of(ISSUER), lifetimes(Duration.ofDays(30)), clock);

  private static Lifetimes lifetimes(Duration retention) {
    return Lifetimes.of(retention, retention, Duration.ofHours(12), Duration.ofMinutes(15));
  }

  private boolean isRevoked(String key, Instant began) {
    return list.isRevoked(() -> RevocationQuery.byOwner(key, began.toEpochMilli()));
  }

  @Test
  void revocationByIdIgnoresTheClock() {
    Instant ahead = clock.instant().plusSeconds(50);
    revoker.token(Claims.of(Map.of("iss", "https://other.example", "jti", "t1")));
    revoker.token(
        Claims.of(Map.of("iss", ISSUER, "jti", "t2", "sid", "l2", OwnClaims.LOGIN_TIME, 1L)));
    revoker.session("s3");
    assertThat(isRevoked(RevocationKey.token("https://other.example", "t1"), ahead)).isTrue();
    assertThat(isRevoked(RevocationKey.login(ISSUER, "l2"), ahead)).isTrue();
    assertThat(isRevoked(RevocationKey.session("s3"), ahead)).isTrue();
    assertThat(isRevoked(RevocationKey.login(ISSUER, "s3"), ahead)).isTrue();
    assertThat(isRevoked(RevocationKey.session("s4"), ahead)).isFalse();
  }

  @Test
  void laterLoginOfUserStaysValid() {
    revoker.person("ann");
    assertThat(isRevoked(RevocationKey.person("ann"), clock.instant())).isTrue();
    assertThat(isRevoked(RevocationKey.person("ann"), clock.instant().plusMillis(1))).isFalse();
  }

  @Test
  void revocationIsKeptUntilTheTokenExpires() {
    TokenRevoker shortRetention =
        TokenRevoker.of(list, Optional.of(ISSUER), lifetimes(Duration.ofHours(1)), clock);
    long inADay = clock.instant().plus(Duration.ofDays(1)).getEpochSecond();
    shortRetention.token(
        Claims.of(Map.of("iss", "https://other.example", "jti", "t1", "exp", inADay)));
    clock.move(Duration.ofHours(23));
    for (int i = 0; i < 300; i++) {
      revoker.session("s" + i);
    }
    assertThat(isRevoked(RevocationKey.token("https://other.example", "t1"), clock.instant()))
        .isTrue();
  }

  @Test
  void revocationEndsWithWhatItRevokes() {
    Instant now = clock.instant();
    long exp = now.plusSeconds(600).getEpochSecond();
    InMemoryTokenStore store = InMemoryTokenStore.of(clock);
    TokenRevoker limited =
        TokenRevoker.of(
            RevocationList.ownStore(store, new VirtualBackground(), clock),
            Optional.of(ISSUER),
            Lifetimes.of(
                Duration.ofDays(30),
                Duration.ofHours(8),
                Duration.ofHours(12),
                Duration.ofMinutes(15)),
            clock);
    limited.token(Claims.of(Map.of("iss", "https://other.example", "jti", "t1", "exp", exp)));
    limited.token(
        Claims.of(
            Map.of(
                "iss",
                ISSUER,
                "jti",
                "t2",
                "sid",
                "l2",
                OwnClaims.LOGIN_TIME,
                now.toEpochMilli())));
    limited.session("s3");
    limited.person("ann");
    assertThat(ends(store, RevocationKey.token("https://other.example", "t1")))
        .isEqualTo(now.plusSeconds(900));
    assertThat(ends(store, RevocationKey.login(ISSUER, "l2")))
        .isEqualTo(now.plus(Duration.ofHours(12)).plus(Duration.ofMinutes(20)));
    assertThat(ends(store, RevocationKey.session("s3"))).isEqualTo(now.plus(Duration.ofHours(8)));
    assertThat(ends(store, RevocationKey.login(ISSUER, "s3")))
        .isEqualTo(now.plus(Duration.ofMinutes(20)));
    assertThat(ends(store, RevocationKey.person("ann"))).isEqualTo(now.plus(Duration.ofDays(30)));
  }

  private static Instant ends(InMemoryTokenStore store, String key) {
    return store.findRevocations(List.of(key)).get(0).until();
  }
}
