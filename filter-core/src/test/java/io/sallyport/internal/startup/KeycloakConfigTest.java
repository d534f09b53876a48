package io.sallyport.internal.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.AuthenticationFilter;
import io.sallyport.internal.settings.ParameterSource;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that was migrated with its old keycloak.json and {@code auth.mode} only. */
class KeycloakConfigTest {

  private static final String PATH = "/WEB-INF/keycloak.json";
  private static final long NOW = System.currentTimeMillis() / 1000;
  private static final String KEY =
      Base64.getEncoder().encodeToString(Tokens.pair("RS256").getPublic().getEncoded());
  private static final String JSON =
      "{'realm':'demo','auth-server-url':'https://sso.example/auth/','resource':'expenses.web',"
          + "'realm-public-key':'"
          + KEY
          + "','use-resource-role-mappings':true,'principal-attribute':'preferred_username',"
          + "'ssl-required':'external','credentials':{'secret':'s3cret-s3cret'}}";

  private static FakeContext context(String json) {
    return new FakeContext()
        .parameter("auth.mode", "jwt")
        .parameter("auth.jwt.keycloak-config", PATH)
        .resource(PATH, json.replace('\'', '"'));
  }

  private static String token(String claims) {
    return Tokens.signed(
        "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k\"}",
        ("{'exp':"
                + (NOW + 300)
                + ",'iat':"
                + NOW
                + ",'sub':'u-1','preferred_username':'ann','realm_access':{'roles':['boss']},"
                + "'resource_access':{'expenses.web':{'roles':['approver']},"
                + "'payroll':{'roles':['admin']}},"
                + claims
                + "}")
            .replace('\'', '"'),
        "RS256");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "for us       | 200 | 'iss':'https://sso.example/auth/realms/demo','typ':'Bearer','azp':'expenses.web'",
        "in aud       | 200 | 'iss':'https://sso.example/auth/realms/demo','typ':'Bearer','aud':['x','expenses.web']",
        "for others   | 401 | 'iss':'https://sso.example/auth/realms/demo','typ':'Bearer','azp':'payroll'",
        "ID token     | 401 | 'iss':'https://sso.example/auth/realms/demo','typ':'ID','aud':'expenses.web'",
        "other realm  | 401 | 'iss':'https://sso.example/auth/realms/other','typ':'Bearer','azp':'expenses.web'",
        "without auth | 401 | 'iss':'https://sso.example/realms/demo','typ':'Bearer','azp':'expenses.web'"
      })
  void tokensAreVerifiedByTheFile(String name, int status, String claims) throws Exception {
    AuthenticationFilter filter = new AuthenticationFilter();
    filter.init(context(JSON).filterConfig());
    AtomicReference<HttpServletRequest> seen = new AtomicReference<>();
    FakeResponse response = new FakeResponse();
    filter.doFilter(
        FakeRequest.get("/a").header("Authorization", "Bearer " + token(claims)),
        response,
        (request, answer) -> seen.set((HttpServletRequest) request));
    filter.destroy();

    assertThat(response.getStatus()).isEqualTo(status);
    if (status == 200) {
      assertThat(seen.get().getRemoteUser()).isEqualTo("ann");
      assertThat(seen.get().isUserInRole("approver")).isTrue();
      assertThat(seen.get().isUserInRole("boss")).isFalse();
      assertThat(seen.get().isUserInRole("admin")).isFalse();
    }
  }

  private static Settings settings(FakeContext context, Problems problems, StartupReport report) {
    FilterConfig config = context.filterConfig();
    return Settings.load(
        KeycloakAssembly.complete(
            ParameterSource.of(config), config.getServletContext(), problems, report),
        problems);
  }

  @Test
  void reportShowsTranslationWithoutSecrets() {
    StartupReport report = new StartupReport();
    settings(context(JSON), new Problems(), report);
    assertThat(report.text())
        .contains(
            "keycloak.json: realm, auth-server-url ->"
                + " mp.jwt.verify.issuer=https://sso.example/auth/realms/demo",
            "keycloak.json: use-resource-role-mappings, resource ->"
                + " auth.jwt.role-paths=resource_access.\"expenses.web\".roles",
            "keycloak.json: realm-public-key -> mp.jwt.verify.publickey\n",
            "WARNING    keycloak.json: \"credentials\" is not translated",
            "WARNING    keycloak.json: \"ssl-required\" is not translated",
            "WARNING    keycloak.json: \"verify-token-audience\" is not true")
        .doesNotContain("s3cret", KEY);
  }

  @Test
  void otherSourcesTakePrecedence() {
    StartupReport report = new StartupReport();
    Problems problems = new Problems();
    Settings settings =
        settings(
            context(JSON)
                .parameter("mp.jwt.verify.publickey.location", "https://sso.example/keys")
                .parameter("auth.jwt.name-claims", "email")
                .contextParameter("mp.jwt.verify.audiences", ""),
            problems,
            report);
    assertThat(problems.sentences()).isEmpty();
    assertThat(settings.isSet(Setting.PUBLIC_KEY)).isFalse();
    assertThat(settings.isSet(Setting.AUDIENCES)).isFalse();
    assertThat(settings.text(Setting.NAME_CLAIMS)).isEqualTo("email");
    assertThat(settings.text(Setting.PROVIDER)).isEqualTo("keycloak");
    assertThat(report.text())
        .contains("mp.jwt.verify.audiences=expenses.web (not used: set elsewhere)")
        .doesNotContain("verify-token-audience", "is the only key");
  }

  @Test
  void placeholdersAreReplaced() {
    Settings settings =
        settings(
            context(
                JSON.replace("https://sso.example/auth/", "${no.such.thing:https://kc.example}")),
            new Problems(),
            new StartupReport());
    assertThat(settings.text(Setting.ISSUER)).isEqualTo("https://kc.example/realms/demo");
  }

  @Test
  void invalidFileIsOneProblem() {
    assertThatThrownBy(() -> start(context(JSON).parameter("auth.jwt.keycloak-config", "/no.json")))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining(
            "auth.jwt.keycloak-config: \"/no.json\" is not valid: no such file in the application; add it, or remove this setting")
        .hasMessageNotContaining("needs a key");
    assertThatThrownBy(() -> start(context("{'credentials':'s3cret")))
        .hasMessageContaining("\"/WEB-INF/keycloak.json\" is not valid: the file is not valid JSON")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> start(context("{}").parameter("auth.mode", "jtw")))
        .hasMessageContaining("is not valid: \"realm\" (the name of the realm) is missing")
        .hasMessageContaining("use session, jwt or both");
  }

  private static void start(FakeContext context) throws ServletException {
    new AuthenticationFilter().init(context.filterConfig());
  }

  @Test
  void publicFileIsAWarning() {
    StartupReport report = new StartupReport();
    settings(
        context(JSON)
            .resource("/keycloak.json", JSON.replace('\'', '"'))
            .parameter("auth.jwt.keycloak-config", "/keycloak.json"),
        new Problems(),
        report);
    assertThat(report.warnings())
        .anySatisfy(warning -> assertThat(warning).contains("the file is outside of /WEB-INF"));
  }

  @Test
  void fileIsNotReadWithoutTokens() {
    Problems problems = new Problems();
    Settings settings =
        settings(
            context("garbled").parameter("auth.mode", "session"), problems, new StartupReport());
    assertThat(problems.sentences()).isEmpty();
    assertThat(settings.warnings())
        .containsExactly("auth.jwt.keycloak-config: no effect with auth.mode=session; remove it");
  }
}
