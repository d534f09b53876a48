package io.sallyport.internal.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.VirtualBackground;
import io.sallyport.internal.engine.RoleNames;
import io.sallyport.internal.issue.IssuePolicy;
import io.sallyport.internal.issue.TokenIssuer;
import io.sallyport.internal.key.SecretKeys;
import io.sallyport.internal.key.SigningKey;
import io.sallyport.internal.revocation.RevocationKey;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.MovableClock;
import io.sallyport.test.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tokens of a user are revoked by a logout "everywhere", to the second and millisecond. */
class LogOutEverywhereTest {

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final RevocationList list =
      RevocationList.ownStore(InMemoryTokenStore.of(clock), new VirtualBackground(), clock);

  private static TokenPolicy policy(boolean own, int leeway) {
    return TokenPolicy.builder()
        .issuer(Optional.of(Tokens.ISSUER))
        .own(own)
        .leeway(Duration.ofSeconds(leeway))
        .build();
  }

  private boolean isAccepted(boolean own, int leeway, String token) throws Exception {
    TokenVerifier verifier =
        TokenVerifier.of(
            SecretKeys.parse(List.of(Tokens.SECRET), "HS256").keys(), policy(own, leeway), clock);
    return JwtSource.of(
            BearerTokenResolver.of(true, Optional.empty(), false),
            TrustedIssuer.of(
                verifier,
                ClaimMapping.of(
                    List.of(ClaimPath.parse("sub")),
                    List.of(ClaimPath.parse("groups")),
                    RoleNames.of("", Map.of()))),
            CertificateBinding.of(false),
            Optional.of(list))
        .find(FakeRequest.get("/a").header("Authorization", "Bearer " + token))
        .isAccepted();
  }

  private void logOutEverywhere() {
    list.revoke(
        RevocationKey.person("ann"), clock.instant(), clock.instant().plus(Duration.ofDays(1)));
  }

  // ---- another issuer's clock may be ahead of ours

  @ParameterizedTest
  @CsvSource({"0, 60", "0, 0", "0, 300", "999, 60", "999, 0"})
  void tokenOfAnotherIssuerIsRevokedUpToTheLeeway(int millis, int leeway) throws Exception {
    clock.move(Duration.ofMillis(millis));
    long second = clock.instant().getEpochSecond();
    String last = Tokens.hs256(Tokens.payload("ann", second + leeway));
    String next = Tokens.hs256(Tokens.payload("ann", second + leeway + 1));
    assertThat(isAccepted(false, leeway, last)).isTrue();
    logOutEverywhere();
    clock.move(Duration.ofSeconds(1));
    assertThat(isAccepted(false, leeway, last)).isFalse();
    assertThat(isAccepted(false, leeway, next)).isTrue();
  }

  @Test
  void tokenWithoutIssueTimeIsRevoked() throws Exception {
    long now = clock.instant().getEpochSecond();
    String token = Tokens.hs256(Tokens.payload("ann", now).replace("\"iat\":" + now + ",", ""));
    assertThat(isAccepted(false, 60, token)).isTrue();
    logOutEverywhere();
    assertThat(isAccepted(false, 60, token)).isFalse();
  }

  // ---- revoked by our own clock

  private TokenIssuer issuer() throws Exception {
    return TokenIssuer.of(
        signing(),
        IssuePolicy.of(
            policy(true, 60),
            Duration.ofMinutes(15),
            ClaimPath.parse("name"),
            ClaimPath.parse("groups")),
        clock);
  }

  private static SigningKey signing() throws Exception {
    return SecretKeys.parse(List.of(Tokens.SECRET), "HS256").signingKey();
  }

  @Test
  void ownTokenOfNewLoginInTheSameSecondIsValid() throws Exception {
    clock.move(Duration.ofMillis(500));
    String old = issuer().access(issuer().begin("ann", List.of())).text();
    logOutEverywhere();
    clock.move(Duration.ofMillis(1));
    String fresh = issuer().access(issuer().begin("ann", List.of())).text();
    assertThat(isAccepted(true, 60, old)).isFalse();
    assertThat(isAccepted(true, 60, fresh)).isTrue();
  }

  @Test
  void refreshedTokenKeepsTheTimeOfItsLogin() throws Exception {
    Login login = issuer().begin("ann", List.of());
    logOutEverywhere();
    clock.move(Duration.ofSeconds(30));
    assertThat(isAccepted(true, 60, issuer().access(login).text())).isFalse();
  }

  @Test
  void bridgeTokenIsRevokedWithForeignOrigin() throws Exception {
    long second = clock.instant().getEpochSecond();
    for (int ahead : new int[] {60, 61}) {
      Claims claims =
          Claims.of(Map.of("iss", "https://other.example", "sub", "a", "iat", second + ahead));
      Login login =
          Login.of(
              "ann", List.of(), "l" + ahead, Instant.ofEpochSecond(second + ahead).toEpochMilli());
      String bridge =
          issuer().access(login, RevocationKeys.of(claims), Duration.ofSeconds(60)).text();
      assertThat(isAccepted(true, 60, bridge)).isTrue();
      logOutEverywhere();
      assertThat(isAccepted(true, 60, bridge)).isEqualTo(ahead == 61);
    }
  }
}
