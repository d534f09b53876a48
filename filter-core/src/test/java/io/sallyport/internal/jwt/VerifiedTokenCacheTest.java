package io.sallyport.internal.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.fixture.IssuerKey;
import io.sallyport.fixture.VirtualBackground;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.engine.RoleNames;
import io.sallyport.internal.key.RefreshPolicy;
import io.sallyport.internal.key.RefreshedKeys;
import io.sallyport.test.MovableClock;
import io.sallyport.test.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VerifiedTokenCacheTest {

  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration LEEWAY = Duration.ofSeconds(30);
  private static final IssuerKey KEY = IssuerKey.of("a");
  private static final IssuerKey OTHER = IssuerKey.of("b");

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final long start = clock.instant().getEpochSecond();
  private final VirtualBackground background = new VirtualBackground();
  private final AtomicInteger verified = new AtomicInteger();
  private volatile String published = IssuerKey.set(KEY, OTHER);
  private final RefreshedKeys keys = keys();
  private final VerifiedTokenCache cache = cache(100);

  private RefreshedKeys keys() {
    RefreshedKeys read =
        RefreshedKeys.of(
            () -> published,
            List.of(),
            RefreshPolicy.of(INTERVAL, INTERVAL, Duration.ofHours(1), INTERVAL),
            background);
    read.begin();
    return read;
  }

  private VerifiedTokenCache cache(int most) {
    TokenPolicy policy =
        TokenPolicy.builder()
            .issuer(Optional.of(Tokens.ISSUER))
            .audiences(List.of(Tokens.AUDIENCE))
            .leeway(LEEWAY)
            .maxAge(Optional.of(Duration.ofHours(2)))
            .build();
    TrustedIssuer issuer =
        TrustedIssuer.of(
            TokenVerifier.of(keys, policy, clock),
            ClaimMapping.of(
                List.of(ClaimPath.parse("sub")),
                List.of(ClaimPath.parse("groups")),
                RoleNames.unchanged()));
    return VerifiedTokenCache.of(
        token -> {
          verified.incrementAndGet();
          return issuer.authenticate(token);
        },
        most,
        clock);
  }

  private String token(String name) {
    return KEY.token(Tokens.payload(name, start, "boss"));
  }

  private String nameOf(String token) throws RejectedTokenException {
    return cache.authenticate(TokenText.of(token)).principal().getName();
  }

  private Rejection rejectionOf(String token) {
    RejectedTokenException thrown =
        catchThrowableOfType(RejectedTokenException.class, () -> nameOf(token));
    assertThat(thrown).isNotNull();
    return thrown.rejection();
  }

  @Test
  void verifiedTokenIsNotVerifiedAgain() throws Exception {
    String token = token("ann");
    for (int i = 0; i < 10; i++) {
      // A new string each time, since each request has its own.
      assertThat(nameOf(new String(token.toCharArray()))).isEqualTo("ann");
    }
    assertThat(verified).hasValue(1);
    assertThat(cache.counts())
        .isEqualTo(
            Map.of("token-cache.hits", 9L, "token-cache.misses", 1L, "token-cache.size", 1L));
  }

  @Test
  void cachedTokenExpiresAfterLeeway() throws Exception {
    String token = token("ann");
    nameOf(token);
    clock.move(Duration.ofHours(1).plus(LEEWAY).minusMillis(1));
    assertThat(nameOf(token)).isEqualTo("ann");
    assertThat(verified).hasValue(1);
    clock.move(Duration.ofMillis(1));
    assertThat(rejectionOf(token)).isEqualTo(Rejection.EXPIRED);
    assertThat(cache.counts()).containsEntry("token-cache.size", 0L);
  }

  @Test
  void otherTimesAreCheckedOnEveryUse() throws Exception {
    String token =
        KEY.token(Tokens.payload("ann", start).replace("\"exp\"", "\"nbf\":" + start + ",\"exp\""));
    String old =
        KEY.token(
            Tokens.payload("old", start)
                .replace("\"exp\":" + (start + 3600), "\"exp\":" + (start + 36_000)));
    nameOf(token);
    nameOf(old);
    clock.move(Duration.ofHours(-1));
    assertThat(rejectionOf(token)).isEqualTo(Rejection.NOT_YET_VALID);
    clock.move(Duration.ofHours(4));
    assertThat(rejectionOf(old)).isEqualTo(Rejection.TOO_OLD);
  }

  @Test
  void withdrawnKeyInvalidatesItsTokensOnly() throws Exception {
    String gone = token("ann");
    String stays = OTHER.token(Tokens.payload("bob", start));
    nameOf(gone);
    nameOf(stays);
    published = IssuerKey.set(OTHER);
    background.pass(INTERVAL);
    assertThat(rejectionOf(gone)).isEqualTo(Rejection.UNKNOWN_KEY);
    assertThat(nameOf(stays)).isEqualTo("bob");
    // Verified again with the new set, and cached from then on.
    int before = verified.get();
    assertThat(nameOf(stays)).isEqualTo("bob");
    assertThat(verified).hasValue(before);
  }

  @Test
  void cachedTokenIsNotValidWithoutRecentKeys() throws Exception {
    String token = token("ann");
    nameOf(token);
    background.sleep(Duration.ofHours(2));
    assertThat(
            catchThrowableOfType(
                io.sallyport.internal.key.KeysUnavailableException.class, () -> nameOf(token)))
        .isNotNull();
  }

  @Test
  void rejectedTokenIsNotCached() {
    String forged = OTHER.token("a", Tokens.payload("mallory", start));
    for (int i = 0; i < 3; i++) {
      assertThat(rejectionOf(forged)).isEqualTo(Rejection.INVALID_SIGNATURE);
      assertThat(rejectionOf("a.b.c")).isEqualTo(Rejection.MALFORMED_TOKEN);
    }
    assertThat(verified).hasValue(6);
    assertThat(cache.counts())
        .containsEntry("token-cache.size", 0L)
        .containsEntry("token-cache.hits", 0L);
  }

  @Test
  void fullTextIsCompared() throws Exception {
    String token = token("ann");
    nameOf(token);
    String end = token.substring(token.length() - 40);
    String[] parts = token.split("\\.");
    String other = Tokens.encode(Tokens.payload("mallory", start, "boss"));
    // The same signature and therefore the same hash, with another header, another payload or other
    // texts.
    for (String forged :
        List.of(
            parts[0] + "." + other + "." + parts[2],
            token("bob").replaceFirst(".{40}$", end),
            "x" + token,
            token.substring(1))) {
      assertThat(rejectionOf(forged)).isNotNull();
    }
    assertThat(cache.counts()).containsEntry("token-cache.hits", 0L);
    assertThat(nameOf(token)).isEqualTo("ann");
  }

  @Test
  void maximumSizeIsKept() throws Exception {
    VerifiedTokenCache small = cache(10);
    for (int i = 0; i < 100; i++) {
      small.authenticate(TokenText.of(token("user" + i)));
    }
    assertThat(small.counts().get("token-cache.size")).isLessThanOrEqualTo(10);
  }
}
