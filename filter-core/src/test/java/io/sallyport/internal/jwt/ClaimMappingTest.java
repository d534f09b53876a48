package io.sallyport.internal.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.fixture.LogCapture;
import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.engine.RoleNames;
import io.sallyport.internal.issue.IssuePolicy;
import io.sallyport.internal.issue.IssuedToken;
import io.sallyport.internal.issue.TokenIssuer;
import io.sallyport.internal.key.PublicKeys;
import io.sallyport.internal.key.SecretKeys;
import io.sallyport.internal.key.SigningKey;
import io.sallyport.internal.key.VerificationKeys;
import io.sallyport.test.MovableClock;
import io.sallyport.test.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimMappingTest {

  private static List<ClaimPath> paths(String... texts) {
    return Stream.of(texts).map(ClaimPath::parse).collect(Collectors.toList());
  }

  private static VerifiedToken token(String json) {
    try {
      return new VerifiedToken(
          Claims.parse(json.getBytes(StandardCharsets.UTF_8)),
          SecretKeys.parse(List.of(Tokens.SECRET), "HS256").keys().current(),
          0);
    } catch (io.sallyport.internal.json.JsonFormatException
        | io.sallyport.internal.key.KeyFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static AuthPrincipal map(String json, String... rolePaths) throws Exception {
    return ClaimMapping.of(paths("upn", "sub"), paths(rolePaths), RoleNames.unchanged())
        .principal(token(json));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "groups                        | {'sub':'a','groups':['x','y']}                  | x,y",
        "realm_access.roles            | {'sub':'a','realm_access':{'roles':['x']}}      | x",
        "\"https://a.example/roles\"   | {'sub':'a','https://a.example/roles':['x']}     | x",
        "a.\"b.c\".d                   | {'sub':'a','a':{'b.c':{'d':['x']}}}             | x",
        "groups;more                   | {'sub':'a','groups':['x'],'more':['y']}         | x,y",
        "scp                           | {'sub':'a','scp':'x y'}                         | x,y",
        "a.scope                       | {'sub':'a','a':{'scope':'x  y'}}                | x,y",
        "scp                           | {'sub':'a','scp':['x']}                         | x",
        "groups                        | {'sub':'a','groups':'x'}                        | x",
        "groups                        | {'sub':'a','groups':''}                         | ''",
        "groups                        | {'sub':'a','groups':' '}                        | ''",
        "groups                        | {'sub':'a','groups':5}                          | ''",
        "roles[].name                  | {'sub':'a','roles':[{'name':'x'},{'name':'y'}]} | x,y",
        "roles[]                       | {'sub':'a','roles':['x','y']}                   | x,y",
        "roles[].name                  | {'sub':'a','roles':[]}                          | ''",
        "roles[].name                  | {'sub':'a','roles':[{'name':'x'},{'id':1}]}     | ''",
        "roles[].name                  | {'sub':'a','roles':[{'name':'x'},'y']}          | ''",
        "roles[].name                  | {'sub':'a','roles':[{'name':'x'},{'name':1}]}   | ''",
        "roles[].name                  | {'sub':'a','roles':{'name':'x'}}                | ''",
        "roles[].name                  | {'sub':'a','roles':'x'}                         | ''",
        "a.\"b.c\"[].d                 | {'sub':'a','a':{'b.c':[{'d':'x'},{'d':'y'}]}}   | x,y",
        "a[].b[].c                     | {'sub':'a','a':[{'b':[{'c':'x'},{'c':'y'}]}]}   | x,y",
        "a[].b                         | {'sub':'a','a':[{'b':['x','y']},{'b':['z']}]}   | x,y,z",
        "a[].b                         | {'sub':'a','a':[{'b':[1]},{'b':['z']}]}         | ''",
        "groups                        | {'sub':'a','groups':['x',1]}                    | ''",
        "groups                        | {'sub':'a','groups':['x',null]}                 | ''",
        "groups                        | {'sub':'a','groups':{'x':true}}                 | ''",
        "groups                        | {'sub':'a','groups':null}                       | ''",
        "groups                        | {'sub':'a','groups':['']}                       | ''",
        "groups                        | {'sub':'a','roles':['x'],'admin':true}          | ''",
        "groups.x                      | {'sub':'a','groups':['x']}                      | ''"
      })
  void rolesComeFromConfiguredPathsOnly(String path, String json, String roles) throws Exception {
    Set<String> expected = roles.isEmpty() ? Set.of() : Set.of(roles.split(","));
    assertThat(map(json.replace('\'', '"'), path.split(";")).roles()).isEqualTo(expected);
  }

  @Test
  void firstNameClaimIsTheName() throws Exception {
    assertThat(map("{\"sub\":\"a\",\"upn\":\"u\"}", "groups").getName()).isEqualTo("u");
    assertThat(map("{\"sub\":\"a\",\"upn\":null}", "groups").getName()).isEqualTo("a");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                            | MISSING_CLAIM",
        "{'sub':null}                  | MISSING_CLAIM",
        "{'upn':5,'sub':'a'}           | MALFORMED_CLAIM",
        "{'upn':'','sub':'a'}          | MALFORMED_CLAIM",
        "{'upn':' ','sub':'a'}         | MALFORMED_CLAIM",
        "{'upn':['u'],'sub':'a'}       | MALFORMED_CLAIM"
      })
  void tokenWithoutNameIsRejected(String json, Rejection rejection) {
    assertThatThrownBy(() -> map(json.replace('\'', '"'), "groups"))
        .isInstanceOfSatisfying(
            RejectedTokenException.class, e -> assertThat(e.rejection()).isEqualTo(rejection));
  }

  @Test
  void rolePrefixIsRemovedAndRolesAreMapped() throws Exception {
    ClaimMapping mapping =
        ClaimMapping.of(
            paths("sub"), paths("groups"), RoleNames.of("ROLE_", Map.of("APP", "approver")));
    String json =
        "{\"sub\":\"a\",\"groups\":[\"ROLE_APP\",\"APP\",\"role_app\",\"ROLE_\",\"ROLE_x\"]}";
    assertThat(mapping.principal(token(json)).roles())
        .isEqualTo(Set.of("approver", "role_app", "ROLE_", "x"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "none      | admin user     | admin user",
        "none      | admin,user     | admin,user",
        "none      | CN=A,OU=b c    | CN=A,OU=b c",
        "space     | admin  user    | admin;user",
        "space     | admin,user     | admin,user",
        "comma     | admin, user    | admin;user",
        "comma     | Domain Users,x | Domain Users;x",
        "comma     | ,              | ''",
        "semicolon | a b; c         | a b;c",
      })
  void stringIsOneRoleWithoutSeparator(String separator, String text, String roles)
      throws Exception {
    ClaimMapping mapping =
        ClaimMapping.of(
            paths("sub"), paths("groups"), RoleSeparator.of(separator), RoleNames.unchanged());
    String json = "{\"sub\":\"a\",\"groups\":\"" + text + "\"}";
    assertThat(mapping.principal(token(json)).roles())
        .isEqualTo(roles.isEmpty() ? Set.of() : Set.of(roles.split(";")));
    // The elements of an array are already separate.
    String array = "{\"sub\":\"a\",\"groups\":[\"admin, user\"]}";
    assertThat(mapping.principal(token(array)).roles()).containsExactly("admin, user");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "groups       | {'sub':'a','groups':'admin user'}                    | auth.jwt.role-separator",
        "groups       | {'sub':'a','groups':'admin,user'}                    | auth.jwt.role-separator",
        "groups       | {'sub':'a','groups':[{'name':'x'}]}                  | roles[].name",
        "roles[].name | {'sub':'a','roles':'x'}                              | roles[].name",
        "groups       | {'sub':'a','_claim_names':{'groups':'src1'},'_claim_sources':{'src1':{}}} | _claim_names",
        "groups       | {'sub':'a','groups':'admin'}                         | ''",
        "groups       | {'sub':'a','groups':['a b']}                         | ''",
        "groups       | {'sub':'a','_claim_names':{'other':'src1'}}          | ''",
        "groups       | {'sub':'a','groups':['x'],'_claim_names':{'groups':'src1'}} | ''",
        "scope        | {'sub':'a','scope':'a b'}                            | ''",
        "groups       | {'sub':'a'}                                          | ''",
      })
  void ambiguousRoleClaimIsLoggedOnce(String path, String json, String logged) throws Exception {
    List<String> lines;
    try (LogCapture log = LogCapture.open()) {
      ClaimMapping mapping = ClaimMapping.of(paths("sub"), paths(path), RoleNames.unchanged());
      mapping.principal(token(json.replace('\'', '"')));
      mapping.principal(token(json.replace('\'', '"')));
      lines = log.lines();
    }
    if (logged.isEmpty()) {
      assertThat(lines).isEmpty();
    } else {
      assertThat(lines).singleElement().asString().contains("path=" + path + ";", logged);
    }
  }

  @Test
  void claimsOfCallerAreUnmodifiable() throws Exception {
    AuthPrincipal caller = map("{\"sub\":\"a\",\"tenant\":{\"id\":7},\"x\":null}", "groups");
    assertThat(caller.claims()).containsEntry("tenant", Map.of("id", 7L)).containsKey("x");
    assertThatThrownBy(() -> caller.claims().put("y", 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(caller.toString()).isEqualTo("AuthPrincipal[TOKEN, 0 roles]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.",
        ".a",
        "a..b",
        "\"a",
        "\"a\"b",
        "\"\"",
        "a.\"\"",
        "[]",
        "a[",
        "a]",
        "a[0]",
        "a[]b",
        "a[][]",
        "a[].",
        "a.[]",
        "\"a\"[]b"
      })
  void invalidPathIsRejected(String text) {
    assertThatThrownBy(() -> ClaimPath.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<Arguments> presets() {
    return Stream.of(
        Arguments.of(
            "keycloak",
            "{'preferred_username':'ann','sub':'u-1','typ':'Bearer','realm_access':{'roles':['boss']}}",
            "ann"),
        Arguments.of("entra", "{'preferred_username':'ann','sub':'u-1','roles':['boss']}", "ann"),
        Arguments.of("auth0", "{'sub':'auth0|1','permissions':['boss']}", "auth0|1"),
        Arguments.of("okta", "{'sub':'ann','groups':['boss']}", "ann"),
        Arguments.of("cognito", "{'username':'ann','sub':'u-1','cognito:groups':['boss']}", "ann"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("presets")
  void presetHasClaimsOfProvider(String provider, String json, String name) throws Exception {
    ProviderPreset preset = ProviderPreset.of(provider);
    ClaimMapping mapping =
        ClaimMapping.of(
            preset.nameClaims(), preset.rolePaths(List.of("expenses")), RoleNames.unchanged());
    AuthPrincipal caller = mapping.principal(token(json.replace('\'', '"')));
    assertThat(caller.getName()).isEqualTo(name);
    assertThat(caller.roles()).isEqualTo(Set.of("boss"));
  }

  @ParameterizedTest
  @CsvSource({
    "HS256, groups",
    "HS384, realm_access.roles",
    "HS512, scope",
    "RS256, groups",
    "PS384, groups",
    "ES256, \"https://a.example/r\"",
    "ES512, a.\"b.c\".d",
    "EdDSA, groups",
    "HS256, roles[].name",
    "HS256, a.\"b.c\"[].d.e",
    "HS256, a[].b[].c",
    "HS256, roles[]"
  })
  void issuedTokenIsAccepted(String algorithm, String rolePath) throws Exception {
    MovableClock clock = MovableClock.at("2026-11-23T10:00:00Z");
    TokenPolicy policy =
        TokenPolicy.builder()
            .issuer(Optional.of(Tokens.ISSUER))
            .audiences(List.of(Tokens.AUDIENCE))
            .leeway(Duration.ZERO)
            .requiredClaims(List.of("jti", "iat"))
            .build();
    boolean secret = algorithm.startsWith("HS");
    SecretKeys secrets = SecretKeys.parse(List.of(Tokens.SECRET), secret ? algorithm : "HS256");
    VerificationKeys keys =
        secret
            ? secrets.keys()
            : PublicKeys.parse(Tokens.publicPem(algorithm), List.of(algorithm)).keys();
    SigningKey signing =
        secret
            ? secrets.signingKey()
            : SigningKey.parse(Tokens.privatePem(algorithm), List.of(algorithm));
    TokenIssuer issuer =
        TokenIssuer.of(
            signing,
            IssuePolicy.of(
                policy, Duration.ofSeconds(60), ClaimPath.parse("upn"), ClaimPath.parse(rolePath)),
            clock);
    TokenVerifier verifier = TokenVerifier.of(keys, policy, clock);
    ClaimMapping mapping =
        ClaimMapping.of(paths("upn", "sub"), paths(rolePath), RoleNames.unchanged());

    IssuedToken token = issuer.access(issuer.begin("Ann \"ä\" 😀", List.of("boss", "x y")));
    AuthPrincipal caller = mapping.principal(verifier.verify(TokenText.of(token.text())));
    assertThat(caller.getName()).isEqualTo("Ann \"ä\" 😀");
    assertThat(caller.roles()).isEqualTo(Set.of("boss", "x y"));
    assertThat(caller.claims().get("jti").toString()).hasSize(22);
    assertThat(token.toString()).doesNotContain(token.text());
    assertThat(issuer.access(issuer.begin("a", List.of())).text())
        .isNotEqualTo(issuer.access(issuer.begin("a", List.of())).text());

    clock.move(Duration.ofSeconds(60));
    assertThatThrownBy(() -> verifier.verify(TokenText.of(token.text())))
        .isInstanceOf(RejectedTokenException.class);
  }
}
