package io.sallyport.internal.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.VirtualBackground;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.RoleNames;
import io.sallyport.internal.key.SecretKeys;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Private claims count only in tokens that we issued. */
class OwnClaimsTest {

  private static final long LATER_THAN_EVERYTHING = 9_000_000_000_000_000L;

  private final MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
  private final RevocationList list =
      RevocationList.ownStore(InMemoryTokenStore.of(clock), new VirtualBackground(), clock);

  private JwtSource source(boolean own) throws Exception {
    TokenPolicy policy = TokenPolicy.builder().issuer(Optional.of(Tokens.ISSUER)).own(own).build();
    TokenVerifier verifier =
        TokenVerifier.of(SecretKeys.parse(List.of(Tokens.SECRET), "HS256").keys(), policy, clock);
    return JwtSource.of(
        BearerTokenResolver.of(true, Optional.empty(), false),
        TrustedIssuer.of(
            verifier,
            ClaimMapping.of(
                List.of(ClaimPath.parse("sub")),
                List.of(ClaimPath.parse("groups")),
                RoleNames.of("", Map.of("boss", "clerk")))),
        CertificateBinding.of(false),
        Optional.of(list));
  }

  private String token(String privateClaims) {
    return Tokens.hs256(
        Tokens.payload("ann", clock.instant().getEpochSecond(), "boss")
            .replaceFirst("\\{", "{\"jti\":\"t1\",\"sid\":\"s1\"," + privateClaims));
  }

  private AuthResult find(boolean own, String token) throws Exception {
    return source(own).find(FakeRequest.get("/a").header("Authorization", "Bearer " + token));
  }

  private void revoke(String key) {
    list.revoke(key, clock.instant(), clock.instant().plus(Duration.ofDays(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"login_ms", OwnClaims.LOGIN_TIME})
  void foreignTokenCannotSetLoginTime(String claim) throws Exception {
    String token = token("\"" + claim + "\":" + LATER_THAN_EVERYTHING + ",");
    assertThat(find(false, token).isAccepted()).isTrue();
    revoke(RevocationKey.person("ann"));
    assertThat(find(false, token).isRejected()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tokenRevokedByIdIsRevokedAtAnyTime(boolean own) throws Exception {
    String token = token("\"" + OwnClaims.LOGIN_TIME + "\":" + LATER_THAN_EVERYTHING + ",");
    revoke(RevocationKey.token(Tokens.ISSUER, "t1"));
    assertThat(find(own, token).isRejected()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void loginRevokedByIdIsRevokedAtAnyTime(boolean own) throws Exception {
    String token = token("\"" + OwnClaims.LOGIN_TIME + "\":" + LATER_THAN_EVERYTHING + ",");
    revoke(RevocationKey.login(Tokens.ISSUER, "s1"));
    assertThat(find(own, token).isRejected()).isTrue();
  }

  @Test
  void bridgeTokenIsRevokedWithItsOrigin() throws Exception {
    String origin = RevocationKey.token("https://other.example", "o1");
    String token =
        token(
            "\""
                + OwnClaims.LOGIN_TIME
                + "\":"
                + LATER_THAN_EVERYTHING
                + ",\""
                + OwnClaims.ORIGIN_IDS
                + "\":[\""
                + origin
                + "\"],");
    assertThat(find(true, token).isAccepted()).isTrue();
    revoke(origin);
    assertThat(find(true, token).isRejected()).isTrue();
    // Another issuer's token cannot name an origin.
    assertThat(find(false, token).isAccepted()).isTrue();
  }

  @Test
  void privateClaimsOfForeignTokenAreRemoved() throws Exception {
    String token = token("\"" + OwnClaims.LOGIN_TIME + "\":1,\"io.sallyport.x\":2,");
    AuthPrincipal foreign = (AuthPrincipal) find(false, token).requireIdentity().principal();
    assertThat(foreign.claims().keySet())
        .containsExactlyInAnyOrder("iss", "aud", "sub", "iat", "exp", "groups", "jti", "sid");
    assertThat(foreign.roles()).containsExactly("clerk");
    assertThatThrownBy(() -> foreign.claims().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
    AuthPrincipal own = (AuthPrincipal) find(true, token).requireIdentity().principal();
    assertThat(own.claims()).containsKey(OwnClaims.LOGIN_TIME);
    assertThat(own.roles()).containsExactly("boss");
  }

  @Test
  void loginTimeMustBeWholeNumber() {
    long iat = clock.instant().getEpochSecond();
    for (Object value : List.of("1", 1.5d, List.of(), true)) {
      Claims claims = Claims.of(Map.of("iat", iat, OwnClaims.LOGIN_TIME, value));
      assertThat(OwnClaims.areIn(claims)).isFalse();
      assertThat(Login.began(claims)).isEqualTo(iat * 1000);
    }
    assertThat(Login.began(Claims.of(Map.of()))).isEqualTo(Long.MIN_VALUE);
    assertThat(Login.began(Claims.of(Map.of("iat", 1.9d)))).isEqualTo(1000);
    assertThat(Instant.ofEpochMilli(Login.began(Claims.of(Map.of("iat", iat)))))
        .isEqualTo(clock.instant());
  }
}
