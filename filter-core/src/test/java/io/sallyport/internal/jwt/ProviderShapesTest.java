package io.sallyport.internal.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.engine.RoleNames;
import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.JsonText;
import io.sallyport.internal.json.StrictJson;
import io.sallyport.internal.key.KeyFormatException;
import io.sallyport.internal.key.PublicKeys;
import io.sallyport.test.MovableClock;
import io.sallyport.test.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens in the formats of providers (shapes/README.md), all signed by the provider's key. */
class ProviderShapesTest {

  private static final MovableClock CLOCK = MovableClock.at("2026-11-24T10:00:00Z");
  private static final Pattern TIME = Pattern.compile("\"\\$\\{now([+-]\\d+)}\"");
  private static final String ENTRA_API = "6e74172b-be56-4843-9ff4-e66a39bb12e3";
  private static final String ENTRA_TENANT = "8a3f1c52-1111-4222-8333-444455556666";

  private static final Map<String, List<String>> AUDIENCES =
      Map.of(
          "keycloak", List.of("expenses"),
          "entra", List.of(ENTRA_API, "api://" + ENTRA_API),
          "auth0", List.of("https://expenses.example/api"),
          "okta", List.of("https://expenses.example/api"),
          "cognito", List.of("57cbishk4j24pabc1234567890", "https://expenses.example/api"));

  private static final Map<String, String> ISSUERS =
      Map.of(
          "keycloak", "https://sso.example/realms/staff",
          "entra", "https://login.microsoftonline.com/" + ENTRA_TENANT + "/v2.0",
          "auth0", "https://tenant.eu.auth0.com/",
          "okta", "https://org.okta.com/oauth2/default",
          "cognito", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "keycloak-access                 ; ann ; offline_access employee approver",
        "keycloak-access-azp             ; ann ; offline_access employee approver",
        "keycloak-access-service-account ; service-account-expenses ; employee",
        "keycloak-access-nonce           ; ann ; offline_access employee approver",
        "entra-access-v2     ; ann@example.com ; Expenses.Approver Expenses.Read Expenses.Write",
        "entra-access-v2-app ; 690222be-ff1a-4d56-abd1-7e4f7d38e474 ; Expenses.Read.All",
        "entra-access-v1     ; ann@example.com ; Expenses.Approver user_impersonation",
        "auth0-access         ; auth0|123456 ; read:expenses approver",
        "auth0-access-m2m     ; my_client_id@clients ; read:expenses",
        "auth0-access-rfc9068-nonce ; auth0|123456 ; read:expenses",
        "auth0-access-rfc9068 ; auth0|123456 ; read:expenses",
        "okta-access         ; ann@example.com ; Everyone Approvers openid email expenses.read",
        "okta-access-service ; nmdP1fcyvdVO11AL7ECm ; expenses.read",
        "cognito-access          ; ann ; approvers aws.cognito.signin.user.admin expenses/read",
        "cognito-access-resource ; ann ; approvers openid",
        "cognito-access-m2m      ; 57cbishk4j24pabc1234567890 ; expenses/read"
      })
  void accessTokenHasNameAndRoles(String shape, String name, String roles) throws Exception {
    AuthPrincipal caller = authenticate(shape, AUDIENCES.get(provider(shape)));
    assertThat(caller.getName()).isEqualTo(name);
    assertThat(caller.roles()).isEqualTo(Set.of(roles.split(" ")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "keycloak-id, WRONG_TOKEN_TYPE",
    "keycloak-refresh, WRONG_TOKEN_TYPE",
    "keycloak-offline, WRONG_TOKEN_TYPE",
    "keycloak-logout, WRONG_TOKEN_TYPE",
    "keycloak-dpop, WRONG_TOKEN_TYPE",
    "keycloak-access-other-client, WRONG_AUDIENCE",
    "entra-id-v2, WRONG_TOKEN_TYPE",
    "entra-id-v1, WRONG_TOKEN_TYPE",
    "auth0-id, WRONG_TOKEN_TYPE",
    "auth0-id-azp, WRONG_TOKEN_TYPE",
    "okta-id, WRONG_TOKEN_TYPE",
    "okta-org-access, WRONG_TOKEN_TYPE",
    "cognito-id, WRONG_TOKEN_TYPE",
    "cognito-access-other-resource, WRONG_AUDIENCE"
  })
  void otherKindOfTokenIsRejected(String shape, Rejection rejection) {
    // The audience of an ID token is the client, which may have the same name as the application.
    List<String> audiences =
        shape.contains("-id")
            ? List.of("expenses", ENTRA_API, "my_client_id", "nmdP1fcyvdVO11AL7ECm")
            : AUDIENCES.get(provider(shape));
    assertRejected(shape, audiences, rejection);
  }

  // Even without a provider preset, a token shows its kind.
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "keycloak-id, true",
    "keycloak-refresh, true",
    "keycloak-offline, true",
    "keycloak-logout, true",
    "entra-id-v2, true",
    "auth0-id, true",
    "auth0-id-azp, true",
    "okta-id, true",
    "okta-org-access, true",
    "cognito-id, true",
    "keycloak-access, false",
    "keycloak-access-nonce, false",
    "entra-access-v2, false",
    "entra-access-v1, false",
    "auth0-access, false",
    "auth0-access-rfc9068, false",
    "auth0-access-rfc9068-nonce, false",
    "okta-access, false",
    "cognito-access, false"
  })
  void idAndLogoutTokensAreRejectedWithoutPreset(String shape, boolean rejected) throws Exception {
    TokenVerifier verifier =
        TokenVerifier.of(
            PublicKeys.parse(Tokens.publicJwk("RS256", "key-1"), List.of()).keys(),
            TokenPolicy.builder().build(),
            CLOCK);
    if (rejected) {
      assertThatThrownBy(() -> verifier.verify(TokenText.of(token(shape))))
          .isInstanceOfSatisfying(
              RejectedTokenException.class,
              e -> assertThat(e.rejection()).isEqualTo(Rejection.WRONG_TOKEN_TYPE));
    } else {
      assertThat(verifier.verify(TokenText.of(token(shape))).claims().has("exp")).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "keycloak-access",
    "keycloak-access-azp",
    "entra-access-v2",
    "entra-access-v1",
    "auth0-access",
    "auth0-access-m2m",
    "okta-access",
    "cognito-access",
    "cognito-access-resource"
  })
  void accessTokenForOtherAudienceIsRejected(String shape) {
    assertRejected(shape, List.of("payroll", "account "), Rejection.WRONG_AUDIENCE);
  }

  @Test
  void kindIsCheckedWithoutAudience() throws Exception {
    assertRejected("auth0-id", List.of(), Rejection.WRONG_TOKEN_TYPE);
    assertRejected("entra-id-v2", List.of(), Rejection.WRONG_TOKEN_TYPE);
    assertThat(authenticate("keycloak-access-other-client", List.of()).roles())
        .isEqualTo(Set.of("offline_access", "employee"));
  }

  private static void assertRejected(String shape, List<String> audiences, Rejection rejection) {
    assertThatThrownBy(() -> authenticate(shape, audiences))
        .isInstanceOfSatisfying(
            RejectedTokenException.class, e -> assertThat(e.rejection()).isEqualTo(rejection));
  }

  private static AuthPrincipal authenticate(String shape, List<String> audiences)
      throws IOException, JsonFormatException, KeyFormatException, RejectedTokenException {
    ProviderPreset preset = ProviderPreset.of(provider(shape));
    TokenPolicy policy =
        TokenPolicy.builder()
            .issuer(Optional.of(issuer(shape)))
            .audiences(audiences)
            .provider(preset)
            .build();
    ClaimMapping mapping =
        ClaimMapping.of(preset.nameClaims(), preset.rolePaths(audiences), RoleNames.unchanged());
    TokenVerifier verifier =
        TokenVerifier.of(
            PublicKeys.parse(Tokens.publicJwk("RS256", "key-1"), List.of()).keys(), policy, CLOCK);
    return mapping.principal(verifier.verify(TokenText.of(token(shape))));
  }

  private static String issuer(String shape) {
    if (shape.endsWith("-v1")) {
      return "https://sts.windows.net/" + ENTRA_TENANT + "/";
    }
    return shape.startsWith("okta-org") ? "https://org.okta.com" : ISSUERS.get(provider(shape));
  }

  private static String provider(String shape) {
    return shape.substring(0, shape.indexOf('-'));
  }

  private static String token(String shape) throws IOException, JsonFormatException {
    long now = CLOCK.instant().getEpochSecond();
    try (InputStream in =
        ProviderShapesTest.class.getResourceAsStream("shapes/" + shape + ".json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String timed =
          TIME.matcher(text)
              .replaceAll(found -> String.valueOf(now + Long.parseLong(found.group(1))));
      Map<String, Object> parts = StrictJson.parseObject(timed.getBytes(StandardCharsets.UTF_8));
      return Tokens.signed(part(parts, "header"), part(parts, "claims"), "RS256");
    }
  }

  private static String part(Map<String, Object> parts, String name) {
    return JsonText.of(
        ((Map<?, ?>) parts.get(name))
            .entrySet().stream()
                .collect(Collectors.toMap(entry -> (String) entry.getKey(), Map.Entry::getValue)));
  }
}
