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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrustedIssuersTest {

  private static final Clock CLOCK = MovableClock.at("2026-11-23T10:00:00Z");
  private static final long NOW = CLOCK.instant().getEpochSecond();
  private static final String STAFF = "https://staff.example";
  private static final String PARTNER = "https://partner.example/";
  // Both issuers have the same key id, so that only the issuer selects the key.
  private static final IssuerKey STAFF_KEY = IssuerKey.of("k");
  private static final IssuerKey PARTNER_KEY = IssuerKey.of("k");

  private final AtomicInteger staffLooks = new AtomicInteger();
  private final AtomicInteger partnerLooks = new AtomicInteger();
  private final TrustedIssuers issuers =
      TrustedIssuers.of(
          Map.of(
              STAFF, issuer(STAFF, "expenses", "groups", STAFF_KEY, staffLooks),
              PARTNER, issuer(PARTNER, "api", "roles", PARTNER_KEY, partnerLooks)),
          8192);

  private static TrustedIssuer issuer(
      String name, String audience, String roles, IssuerKey key, AtomicInteger looks) {
    RefreshedKeys keys =
        RefreshedKeys.of(
            () -> {
              looks.incrementAndGet();
              return IssuerKey.set(key);
            },
            List.of(),
            RefreshPolicy.of(
                Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ZERO, Duration.ZERO),
            new VirtualBackground());
    keys.begin();
    TokenPolicy policy =
        TokenPolicy.builder().issuer(Optional.of(name)).audiences(List.of(audience)).build();
    return TrustedIssuer.of(
        TokenVerifier.of(keys, policy, CLOCK),
        ClaimMapping.of(
            List.of(ClaimPath.parse("sub")),
            List.of(ClaimPath.parse(roles)),
            RoleNames.unchanged()));
  }

  private static String payload(String issuer, String audience) {
    return Tokens.payload("ann", NOW, "boss")
        .replace(Tokens.ISSUER, issuer)
        .replace("\"" + Tokens.AUDIENCE + "\"", "\"" + audience + "\"");
  }

  private Rejection rejectionOf(String token) {
    RejectedTokenException thrown =
        catchThrowableOfType(
            RejectedTokenException.class, () -> issuers.authenticate(TokenText.of(token)));
    assertThat(thrown).isNotNull();
    return thrown.rejection();
  }

  @Test
  void eachIssuerHasItsOwnRules() throws Exception {
    VerifiedCaller staff =
        issuers.authenticate(TokenText.of(STAFF_KEY.token(payload(STAFF, "expenses"))));
    assertThat(staff.principal().roles()).containsExactly("boss");
    VerifiedCaller partner =
        issuers.authenticate(
            TokenText.of(
                PARTNER_KEY.token(payload(PARTNER, "api").replace("\"groups\"", "\"roles\""))));
    assertThat(partner.principal().roles()).containsExactly("boss");
    // The role format of the other issuer gives no roles.
    assertThat(
            issuers
                .authenticate(TokenText.of(PARTNER_KEY.token(payload(PARTNER, "api"))))
                .principal()
                .roles())
        .isEmpty();
  }

  static Stream<Arguments> rejectedTokens() {
    String staff = payload(STAFF, "expenses");
    return Stream.of(
        row("another's key", Rejection.INVALID_SIGNATURE, PARTNER_KEY.token(staff)),
        row(
            "another's key, the other way",
            Rejection.INVALID_SIGNATURE,
            STAFF_KEY.token(payload(PARTNER, "api"))),
        row("another's audience", Rejection.WRONG_AUDIENCE, STAFF_KEY.token(payload(STAFF, "api"))),
        row(
            "an issuer that is not trusted",
            Rejection.WRONG_ISSUER,
            STAFF_KEY.token(payload("https://evil.example", "expenses"))),
        row(
            "a trusted name with a slash more",
            Rejection.WRONG_ISSUER,
            STAFF_KEY.token(payload(STAFF + "/", "expenses"))),
        row(
            "a trusted name in other letters",
            Rejection.WRONG_ISSUER,
            STAFF_KEY.token(payload(STAFF.toUpperCase(java.util.Locale.ROOT), "expenses"))),
        row(
            "no issuer",
            Rejection.WRONG_ISSUER,
            STAFF_KEY.token(staff.replace("\"iss\":", "\"x\":"))),
        row(
            "a list of issuers",
            Rejection.WRONG_ISSUER,
            STAFF_KEY.token(staff.replace("\"" + STAFF + "\"", "[\"" + STAFF + "\"]"))),
        row(
            "two issuers",
            Rejection.MALFORMED_TOKEN,
            STAFF_KEY.token(staff.replace("{\"iss\"", "{\"iss\":\"" + PARTNER + "\",\"iss\""))),
        row("no object", Rejection.MALFORMED_TOKEN, STAFF_KEY.token("[]")),
        row("no JSON", Rejection.MALFORMED_TOKEN, STAFF_KEY.token("iss")),
        row("two parts", Rejection.MALFORMED_TOKEN, "a.b"),
        row("no Base64", Rejection.MALFORMED_TOKEN, "a.*.b"),
        row("too long", Rejection.TOKEN_TOO_LONG, STAFF_KEY.token(staff) + "x".repeat(8192)));
  }

  private static Arguments row(String name, Rejection expected, String token) {
    return Arguments.of(name, expected, token);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rejectedTokens")
  void tokenIsVerifiedWithKeysOfItsIssuerOnly(String name, Rejection expected, String token) {
    assertThat(rejectionOf(token)).isEqualTo(expected);
  }

  @Test
  void unknownKeyIsReadFromItsIssuerOnly() {
    assertThat(rejectionOf(STAFF_KEY.token("unknown", payload(PARTNER, "api"))))
        .isEqualTo(Rejection.UNKNOWN_KEY);
    assertThat(rejectionOf(STAFF_KEY.token("unknown", payload("https://evil.example", "api"))))
        .isEqualTo(Rejection.WRONG_ISSUER);
    assertThat(partnerLooks).hasValue(2);
    assertThat(staffLooks).hasValue(1);
  }
}
