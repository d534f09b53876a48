package io.sallyport.internal.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.internal.descriptor.DescriptorException;
import io.sallyport.internal.settings.Setting;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeycloakAdapterConfigTest {

  private static final String LEAST =
      "'realm':'demo','auth-server-url':'https://sso.example/auth','resource':'expenses',"
          + "'bearer-only':true,'verify-token-audience':true";

  private static KeycloakAdapterConfig read(String members) throws Exception {
    String json = ("{" + members + "}").replace('\'', '"');
    return KeycloakAdapterConfig.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, String> texts(String members) throws Exception {
    Map<String, String> texts = new HashMap<>();
    read(members).settings().forEach(each -> texts.put(each.parameter(), each.text()));
    return texts;
  }

  /** All warnings of a file. */
  private static List<String> warnings(String members) throws Exception {
    KeycloakAdapterConfig config = read(members);
    List<String> warnings = new ArrayList<>(config.warnings());
    config.settings().forEach(setting -> setting.warning().ifPresent(warnings::add));
    return warnings;
  }

  @Test
  void minimalFileHasNoWarning() throws Exception {
    assertThat(texts(LEAST))
        .isEqualTo(
            Map.of(
                "mp.jwt.verify.issuer", "https://sso.example/auth/realms/demo",
                "auth.jwt.provider", "keycloak",
                "mp.jwt.verify.audiences", "expenses",
                "auth.jwt.role-paths", "realm_access.roles",
                "auth.jwt.name-claims", "sub"));
    assertThat(warnings(LEAST)).isEmpty();
    assertThat(read(LEAST).settings().get(0))
        .hasToString(
            "realm, auth-server-url -> mp.jwt.verify.issuer=https://sso.example/auth/realms/demo");
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'auth-server-url':'https://a.example/'  | mp.jwt.verify.issuer |"
            + " https://a.example/realms/demo",
        "'auth-server-url':'https://a.example'   | mp.jwt.verify.issuer |"
            + " https://a.example/realms/demo",
        "'auth-server-url':'${env.KC:https://a.example/auth}/' | mp.jwt.verify.issuer |"
            + " ${env:KC:https://a.example/auth}/realms/demo",
        "'auth-server-url':'${kc.url}' | mp.jwt.verify.issuer | ${sys:kc.url}/realms/demo",
        "'realm':'my realm'            | mp.jwt.verify.issuer |"
            + " https://sso.example/auth/realms/my%20realm",
        "'realm':'${file:/x}'          | mp.jwt.verify.issuer |"
            + " https://sso.example/auth/realms/${sys:file:/x}",
        "'resource':'a.b'              | mp.jwt.verify.audiences | a.b",
        "'use-resource-role-mappings':true  | auth.jwt.role-paths | resource_access.expenses.roles",
        "'use-resource-role-mappings':'TRUE' | auth.jwt.role-paths |"
            + " resource_access.expenses.roles",
        "'use-resource-role-mappings':false | auth.jwt.role-paths | realm_access.roles",
        "'use-resource-role-mappings':true,'resource':'a.b' | auth.jwt.role-paths |"
            + " resource_access.\"a.b\".roles",
        "'use-resource-role-mappings':true,'resource':'${x}' | auth.jwt.role-paths |"
            + " resource_access.\"${sys:x}\".roles",
        "'principal-attribute':'preferred_username' | auth.jwt.name-claims | preferred_username,"
            + " sub",
        "'principal-attribute':'sub'       | auth.jwt.name-claims | sub",
        "'principal-attribute':null        | auth.jwt.name-claims | sub",
        "'public-key-cache-ttl':3600       | auth.jwt.jwks.refresh-interval | 3600",
        "'public-key-cache-ttl':'${ttl:9}' | auth.jwt.jwks.refresh-interval | ${sys:ttl:9}",
        "'min-time-between-jwks-requests':10 | auth.jwt.jwks.forced-refresh-interval | 10",
        "'realm-public-key':'MIIB'         | mp.jwt.verify.publickey | -----BEGIN PUBLIC KEY-----"
            + " MIIB -----END PUBLIC KEY-----",
        "'realm-public-key':'-----BEGIN'   | mp.jwt.verify.publickey | -----BEGIN",
        "'bearer-only':false,'autodetect-bearer-only':false | auth.autodetect-bearer-only | false",
        "'bearer-only':false,'autodetect-bearer-only':true  | auth.autodetect-bearer-only | true"
      })
  void memberIsTranslated(String members, String parameter, String text) throws Exception {
    assertThat(texts(over(members)).get(parameter).replaceAll("\\s+", " ").trim()).isEqualTo(text);
  }

  /** The minimal file with these members added or replaced. */
  private static String over(String members) {
    String kept =
        Arrays.stream(LEAST.split(",", -1))
            .filter(member -> !members.contains(member.substring(0, member.indexOf(':') + 1)))
            .collect(Collectors.joining(","));
    return kept.isEmpty() ? members : kept + "," + members;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'verify-token-audience':false  | \"verify-token-audience\" is not true",
        "'bearer-only':false            | docs/moving-from-keycloak-filter.md",
        "'principal-attribute':'phone'  | set \"auth.jwt.name-claims\"",
        "'public-key-cache-ttl':86401   | 86400 is used, unless \"auth.jwt.jwks.refresh-interval\"",
        "'public-key-cache-ttl':-1      | 1 is used",
        "'realm-public-key':'MIIB'      | \"realm-public-key\" is the only key",
        "'ignore-oauth-query-parameter':false | \"auth.jwt.allow-uri-query-parameter\"",
        "'something':1                  | \"something\" is not a member of the adapter"
      })
  void changedMeaningCausesAWarning(String members, String words) throws Exception {
    assertThat(warnings(over(members)))
        .hasSize(1)
        .allSatisfy(warning -> assertThat(warning).contains(words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'enable-cors':false",
        "'disable-trust-manager':false",
        "'enable-basic-auth':'false'",
        "'credentials':null",
        "'ignore-oauth-query-parameter':true",
        "'autodetect-bearer-only':true",
        "'public-key-cache-ttl':1",
        "'public-key-cache-ttl':86400"
      })
  void unchangedMeaningCausesNoWarning(String members) throws Exception {
    assertThat(warnings(over(members))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(KeycloakMember.class)
  void memberWithoutCounterpartCausesAWarningWithoutItsValue(KeycloakMember member)
      throws Exception {
    assertThat(warnings(over("'" + member.member() + "':{'secret':'s3cret'}")))
        .containsExactly("\"" + member.member() + "\" is not translated: " + member.remedy());
    assertThat(warnings(over("'" + member.member() + "':'s3cret'")).toString())
        .doesNotContain("s3cret");
  }

  @Test
  void allNamedSettingsExist() throws Exception {
    String all =
        over(
            "'realm-public-key':'MIIB','public-key-cache-ttl':0,'bearer-only':false,"
                + "'min-time-between-jwks-requests':0,'autodetect-bearer-only':true");
    List<String> known =
        Arrays.stream(Setting.values()).map(Setting::parameter).collect(Collectors.toList());
    assertThat(known).containsAll(texts(all).keySet());
    List<String> named = new ArrayList<>(warnings(all));
    for (KeycloakMember member : KeycloakMember.values()) {
      named.add(member.remedy());
    }
    for (String sentence : named) {
      for (String quoted : sentence.split("\"", -1)) {
        if (quoted.startsWith("auth.") || quoted.startsWith("mp.jwt.")) {
          assertThat(known).contains(quoted);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'realm':''                    | \"realm\" (the name of the realm) is missing; add it",
        "'resource':null               | \"resource\" (the client ID) is missing",
        "'auth-server-url':'/auth'     | has no https://",
        "'auth-server-url':{}          | \"auth-server-url\" is not text",
        "'resource':'a,b'              | has a comma or a quote",
        "'use-resource-role-mappings':'${roles:true}' | is not valid; use true or false",
        "'verify-token-audience':1     | is not valid; use true or false",
        "'public-key-cache-ttl':'day'  | is not a number of seconds",
        "'realm':'x','realm':'y'       | not valid JSON (member occurs twice)",
        "'x                            | not valid JSON (not JSON)"
      })
  void invalidMemberIsRejected(String members, String words) {
    assertThatThrownBy(() -> read(over(members)))
        .isInstanceOf(DescriptorException.class)
        .hasMessageContaining(words);
  }

  @Test
  void tooLongFileIsRejected() {
    assertThatThrownBy(() -> read(" ".repeat(1024 * 1024)))
        .isInstanceOf(DescriptorException.class)
        .hasMessageContaining("longer than 1 MiB");
  }
}
