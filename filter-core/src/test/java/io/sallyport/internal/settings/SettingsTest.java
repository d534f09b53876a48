package io.sallyport.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

  private static final String SECRET = "s3cret-s3cret-s3cret-0123456789-abcdefgh";

  /** The default of each setting. Every setting needs a row. */
  private static final Map<Setting, String> DEFAULTS = new EnumMap<>(Setting.class);

  /** An explicit value other than the default. Every setting needs a row. */
  private static final Map<Setting, String> EXPLICIT = new EnumMap<>(Setting.class);

  private static void row(Setting setting, String otherwise, String explicit) {
    DEFAULTS.put(setting, otherwise);
    EXPLICIT.put(setting, explicit);
  }

  static {
    row(Setting.AUTH_MODE, null, "both");
    row(Setting.AUTH_INTEGRATION, "filter", "container");
    row(Setting.AUTH_ENFORCE, "deny", "report");
    row(Setting.AUTH_REALM, "sallyport", "expenses");
    row(Setting.ISSUER, null, "https://id.example");
    row(Setting.AUDIENCES, null, "a, b");
    row(Setting.CLOCK_SKEW, "60", "300");
    row(Setting.TOKEN_AGE, null, "PT1H");
    row(Setting.REQUIRED_CLAIMS, null, "jti");
    row(Setting.ALLOWED_TYPES, "absent, JWT, at+jwt, application/at+jwt", "at+jwt");
    row(Setting.REQUIRE_CERTIFICATE_BINDING, "false", "true");
    row(Setting.MAX_LENGTH, "8192", "256");
    row(Setting.PUBLIC_KEY, null, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----");
    row(Setting.PUBLIC_KEY_LOCATION, null, "classpath:keys.jwks");
    row(Setting.PUBLIC_KEY_ALGORITHM, null, "PS256, ES256");
    row(Setting.SECRET_KEY, null, SECRET);
    row(Setting.SECRET_KEY_ALGORITHM, "HS256", "HS384");
    row(Setting.DISCOVERY, "true", "false");
    row(Setting.TRUSTED_ISSUERS, null, "https://a.example audience=x");
    row(Setting.KEYCLOAK_CONFIG, null, "/WEB-INF/keycloak.json");
    row(Setting.JWKS_REFRESH_INTERVAL, "PT5M", "60");
    row(Setting.JWKS_FORCED_REFRESH_INTERVAL, "PT30S", "10");
    row(Setting.JWKS_RETAIN_ON_ERROR, "PT24H", "0");
    row(Setting.JWKS_TIMEOUT, "PT2S", "1");
    row(Setting.JWKS_REQUIRE_AT_START, "false", "true");
    row(Setting.JWKS_ALLOW_HTTP_LOOPBACK, "false", "true");
    row(Setting.MAX_CACHED_TOKENS, "1000", "0");
    row(Setting.TOKEN_HEADER, "Authorization", "Cookie");
    row(Setting.TOKEN_COOKIE, "Bearer", "__Host-token");
    row(Setting.ALWAYS_CHECK_AUTHORIZATION, "false", "true");
    row(Setting.ALLOW_URI_QUERY_PARAMETER, "false", "true");
    row(Setting.NAME_CLAIMS, "upn, preferred_username, sub", "sub");
    row(Setting.ROLE_PATHS, "groups", "realm_access.roles");
    row(Setting.ROLE_SEPARATOR, "none", "comma");
    row(Setting.PROVIDER, null, "keycloak");
    row(Setting.ROLES_MAP, null, "a=b, c=d");
    row(Setting.ROLES_STRIP_PREFIX, null, "ROLE_");
    row(Setting.PRINCIPAL_ATTRIBUTE, null, "currentUser");
    row(Setting.PRINCIPAL_PROPERTY, null, "account.login");
    row(Setting.ROLES_PROPERTY, null, "roles");
    row(Setting.AUTHENTICATED_PROPERTY, null, "loggedIn");
    row(Setting.ALLOW_UNOBSERVED_LOGIN, "false", "true");
    row(Setting.CHANGE_SESSION_ID, "true", "false");
    row(Setting.MAX_INACTIVE_INTERVAL, null, "1800");
    row(Setting.MAX_AGE, null, "PT8H");
    row(Setting.MAX_SESSIONS, null, "3");
    row(Setting.ALLOW_WEAK_COOKIE, "false", "true");
    row(Setting.LOGIN_PATH, null, "/auth/login");
    row(Setting.LOGIN_PAGE, null, "/login.jsp");
    row(Setting.LOGIN_ERROR_PAGE, null, "/login.jsp?error=1");
    row(Setting.LOGIN_USER_STORE, "container", "file");
    row(Setting.LOGIN_MAX_FAILURES, "10", "5");
    row(Setting.LOGIN_MAX_CONCURRENT_CHECKS, null, "4");
    row(Setting.LOGIN_FAILURE_WINDOW, "PT5M", "60");
    row(Setting.JDBC_DATASOURCE, null, "java:comp/env/jdbc/app");
    row(Setting.JDBC_CALLER_QUERY, null, "select hash from users where name = ?");
    row(Setting.JDBC_GROUPS_QUERY, null, "select role from roles where name = ?");
    row(Setting.JDBC_UPDATE_HASH, null, "update users set hash = ? where name = ?");
    row(Setting.LOGIN_HASH_ALGORITHM, null, "argon2id");
    row(Setting.LDAP_URL, null, "ldaps://ldap.example.com");
    row(Setting.LDAP_ALLOW_CLEARTEXT, "false", "true");
    row(Setting.LDAP_BIND_DN, null, "cn=app,dc=example");
    row(Setting.LDAP_BIND_DN_PASSWORD, null, "app-secret");
    row(Setting.LDAP_CALLER_BASE_DN, null, "ou=people,dc=example");
    row(Setting.LDAP_CALLER_NAME_ATTRIBUTE, "uid", "sAMAccountName");
    row(Setting.LDAP_CALLER_SEARCH_BASE, null, "dc=example");
    row(Setting.LDAP_CALLER_SEARCH_FILTER, null, "(uid={0})");
    row(Setting.LDAP_GROUP_SEARCH_BASE, null, "ou=groups,dc=example");
    row(Setting.LDAP_GROUP_SEARCH_FILTER, null, "(member={0})");
    row(Setting.LDAP_GROUP_NAME_ATTRIBUTE, "cn", "ou");
    row(Setting.LDAP_GROUP_MEMBER_ATTRIBUTE, "member", "uniqueMember");
    row(Setting.LDAP_CONNECT_TIMEOUT, "PT2S", "5");
    row(Setting.LDAP_READ_TIMEOUT, "PT5S", "10");
    row(Setting.USERS_FILE, null, "/etc/app/users");
    row(Setting.LOGIN_DEFAULT_URL, "/", "/home");
    row(Setting.RETURN_URL_PARAMETER, "return-to", "next");
    row(Setting.LOGOUT_PATH, null, "/auth/logout");
    row(Setting.LOGOUT_DEFAULT_URL, null, "/bye.html");
    row(Setting.TOKEN_PATH, null, "/auth/token");
    row(Setting.TOKEN_LIFETIME, "PT15M", "60");
    row(Setting.TOKEN_SECURE_COOKIES, "false", "true");
    row(Setting.REFRESH_PATH, null, "/auth/refresh");
    row(Setting.REFRESH_LIFETIME, "PT12H", "P7D");
    row(Setting.BRIDGE_PATH, null, "/auth/bridge");
    row(Setting.EXCHANGE_AUDIENCE, null, "https://id.example/expenses");
    row(Setting.ACTION_PATH, null, "/auth/action");
    row(Setting.ACTION_TARGET, null, "/WEB-INF/done.jsp");
    row(Setting.ACTION_PAGE, null, "/WEB-INF/confirm.jsp");
    row(Setting.BACK_CHANNEL_LOGOUT_PATH, null, "/auth/backchannel");
    row(Setting.BACK_CHANNEL_LOGOUT_AUDIENCES, null, "expenses-web");
    row(Setting.SIGNING_KEY, null, "-----BEGIN PRIVATE KEY-----");
    row(Setting.SIGNING_KEY_LOCATION, null, "/run/secrets/signing.pem");
    row(Setting.STORE, null, "redis");
    row(Setting.STORE_DATASOURCE, null, "java:comp/env/jdbc/app");
    row(Setting.STORE_CREATE_SCHEMA, "true", "false");
    row(Setting.STORE_URL, null, "redis://127.0.0.1:6379");
    row(Setting.STORE_RETENTION, "P30D", "P7D");
    row(Setting.STORE_MAX_REVOCATIONS, "2000000", "5000000");
    row(Setting.ALLOW_MISSING_JTI, "false", "true");
    row(Setting.RULES, null, "/* authenticated");
    row(Setting.PATH_EXCLUSIONS, null, "/health, *.css");
    row(Setting.ALLOW_CORS_PREFLIGHT, "false", "true");
    row(Setting.AUTODETECT_BEARER_ONLY, "true", "false");
    row(Setting.TRUSTED_ORIGINS, null, "https://portal.example:8443");
    row(Setting.ALLOW_CACHING, "false", "true");
    row(Setting.ALLOW_ENCODED_SLASH, "false", "true");
    row(Setting.ALLOW_BACKSLASH, "false", "true");
    row(Setting.ALLOW_PATH_PARAMETERS, "false", "true");
    row(Setting.ALLOW_ENCODED_PERCENT, "false", "true");
    row(Setting.ALLOW_DOUBLE_SLASH, "false", "true");
    row(Setting.ALLOW_REWRITTEN_PATH, "false", "true");
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void settingHasDefaultAndAcceptsAnotherValue(Setting setting) {
    if (!DEFAULTS.containsKey(setting)) {
      fail("no row for " + setting.parameter() + "; add one");
    }
    String explicit = EXPLICIT.get(setting);
    assertThat(explicit).isNotBlank().isNotEqualTo(DEFAULTS.get(setting));

    Settings untouched = load(Map.of(), new Problems());
    assertThat(untouched.find(setting)).isEqualTo(Optional.ofNullable(DEFAULTS.get(setting)));
    assertThat(untouched.isSet(setting)).isFalse();

    Settings set = load(Map.of(setting.parameter(), explicit), new Problems());
    assertThat(set.find(setting)).contains(explicit);
    assertThat(set.isSet(setting)).isTrue();
    assertThat(set.toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void exampleIsValid(Setting setting) {
    String example = setting.example();
    assertThat(References.isIn(example) || setting.kind().findRemedy(example).isEmpty()).isTrue();
    setting.defaultText().ifPresent(text -> assertThat(setting.kind().findRemedy(text)).isEmpty());
  }

  @Test
  void weakerSettingIsNamedAllowOrInsecure() {
    for (Setting setting : Setting.values()) {
      if (setting.sentence().contains("ives up") && setting != Setting.CHANGE_SESSION_ID) {
        assertThat(setting.parameter()).containsAnyOf("allow-", "insecure-");
      }
    }
  }

  static Stream<Arguments> invalidValues() {
    return Stream.of(
        invalid("auth.mode", "jtw", "use session, jwt or both (did you mean jwt?)"),
        invalid("auth.mode", "JWT", "use session, jwt or both (did you mean jwt?)"),
        invalid("auth.enforce", "no", "use deny or report"),
        invalid("auth.realm", "a\"b", "use printable ASCII"),
        invalid("mp.jwt.verify.clock.skew", "301", "from PT0S to PT5M"),
        invalid("mp.jwt.verify.clock.skew", "-1", "use seconds"),
        invalid("mp.jwt.verify.token.age", "0", "use seconds"),
        invalid("auth.jwt.max-length", "255", "use a whole number from 256 to 65536"),
        invalid("auth.jwt.max-length", "65537", "use a whole number"),
        invalid("auth.jwt.max-length", "many", "use a whole number"),
        invalid("auth.jwt.allow-uri-query-parameter", "yes", "use true or false"),
        invalid("mp.jwt.verify.publickey.algorithm", "RS256, HS256", "use RS256"),
        invalid("mp.jwt.verify.publickey.algorithm", "none", "use RS256"),
        invalid("auth.jwt.secretkey-algorithm", "none", "use HS256, HS384 or HS512"),
        invalid("mp.jwt.verify.publickey.location", "a b", "use an https URL"),
        invalid("auth.login.users-file", "https://id.example/users", "use classpath:name"),
        invalid("auth.jwt.max-cached-tokens", "-1", "from 0 to 1000000"),
        invalid("auth.jwt.jwks.timeout", "0", "from PT1S to PT1M"),
        invalid("auth.jwt.keycloak-config", "keycloak.json", "begins with /"),
        invalid("auth.jwt.trusted-issuers", ";", "use lines such as: https://id.example audience="),
        invalid(
            "auth.jwt.trusted-issuers",
            "https://a.example",
            "has no audience (RFC 8725, 3.9); add audience="),
        invalid(
            "auth.jwt.trusted-issuers",
            "https://a.example aud=x",
            "\"aud=x\" is unknown or has no value; after an issuer use audience="),
        invalid(
            "auth.jwt.trusted-issuers",
            "https://a.example audience=",
            "\"audience=\" is unknown or has no value"),
        invalid(
            "auth.jwt.trusted-issuers",
            "https://a.example audience",
            "\"audience\" is unknown or has no value"),
        invalid(
            "auth.jwt.trusted-issuers",
            "x audience=a audience=b",
            "audience= occurs twice; write it once"),
        invalid("auth.jwt.trusted-issuers", "x audience=a provider=google", "use keycloak, entra"),
        invalid("auth.jwt.trusted-issuers", "x audience=a; x audience=b", "occurs twice"),
        invalid("mp.jwt.token.cookie", "a b", "use letters"),
        invalid("auth.session.principal-property", "a..b", "use names separated by dots"),
        invalid("auth.session.roles-property", ".a", "use names separated by dots"),
        invalid("auth.roles.map", "a", "use from=to"),
        invalid("auth.roles.map", "a=", "has an empty side"),
        invalid("auth.roles.map", "=a", "has an empty side"),
        invalid("auth.roles.map", "CN=A,OU=b=c", "in double quotes"),
        invalid("auth.roles.map", "\"CN=A=b", "use from=to"),
        invalid("auth.roles.map", "\"a\"b=c", "close each double quote"),
        invalid("auth.roles.map", "\"\"=c", "has an empty side"),
        invalid("auth.roles.map", "a=b, a=c", "a occurs twice"),
        invalid("auth.roles.map", "a=b, \"a\"=b", "a occurs twice"),
        invalid("auth.jwt.role-separator", ",", "use none, space, comma or semicolon"),
        invalid(
            "auth.login.user-store", "jbdc", "use container, file, jdbc, ldap, identity-store, or"),
        invalid(
            "auth.login.user-store", "com..example", "or the name of a class of the application"),
        invalid("auth.login.max-failures", "0", "use a whole number from 1 to 1000"),
        invalid("auth.login.failure-window", "0", "from PT1S to PT24H"),
        invalid("auth.login.jdbc.datasource", "ldap://evil/x", "use a JNDI name such as java:comp"),
        invalid("auth.login.jdbc.caller-query", "select hash from users", "with exactly one ?"),
        invalid("auth.login.jdbc.caller-query", "select '?' from users", "with exactly one ?"),
        invalid("auth.login.jdbc.groups-query", "select ? where a = ?", "with exactly one ?"),
        invalid("auth.login.jdbc.update-hash", "update users set hash = ?", "a ? for the new hash"),
        invalid("auth.login.hash-algorithm", "md5", "use pbkdf2, bcrypt or argon2id"),
        invalid("auth.login.ldap.url", "http://a", "use ldaps://host"),
        invalid("auth.login.ldap.url", "ldaps://a/dc=x", "use ldaps://host"),
        invalid("auth.login.ldap.bind-dn", "app", "use a distinguished name"),
        invalid("auth.login.ldap.caller-name-attribute", "uid=x", "use the name of one attribute"),
        invalid("auth.login.ldap.caller-search-filter", "(uid=ann)", "with {0} for the value"),
        invalid("auth.login.ldap.caller-search-filter", "(uid={0}))(", "use an LDAP filter"),
        invalid("auth.login.ldap.group-search-filter", "member={0}", "use an LDAP filter"),
        invalid("auth.login.max-failures", "1001", "use a whole number from 1 to 1000"),
        invalid("auth.login.failure-window", "86401", "from PT1S to PT24H"),
        invalid(
            "auth.login.jdbc.update-hash", "update u set h=?,a=?,b=?,c=?", "a ? for the new hash"),
        invalid("auth.login.ldap.url", "ldaps://a:b@ldap.example", "without user, path or query"),
        invalid("auth.login.ldap.url", "ldaps://a, ldaps://b", "separate several by spaces"),
        invalid("auth.login.ldap.caller-base-dn", "people", "use a distinguished name"),
        invalid("auth.login.ldap.caller-search-base", "dc=a,,dc=b", "use a distinguished name"),
        invalid("auth.login.ldap.connect-timeout", "0", "from PT1S to PT1M"),
        invalid("auth.login.ldap.read-timeout", "61", "from PT1S to PT1M"),
        invalid("auth.login.page", "login.jsp", "begins with /"),
        invalid("auth.login.page", "//evil.example", "begins with /"),
        invalid("auth.trusted-origins", "https://a.example/", "use origins"),
        invalid("auth.trusted-origins", "*", "use origins"));
  }

  private static Arguments invalid(String name, String value, String words) {
    return Arguments.of(name, value, words);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("invalidValues")
  void invalidValueIsReportedWithFix(String name, String value, String words) {
    assertThat(problems(Map.of(name, value)))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith(name + " (init-param): \"" + value + "\" is not valid; ")
                    .contains(words));
  }

  static Stream<Arguments> conflicts() {
    String key = "auth.jwt.secretkey";
    String pem = "mp.jwt.verify.publickey";
    return Stream.of(
        conflict("no mode", "auth.mode: missing; use session, jwt or both"),
        conflict("no key", "needs a key to verify tokens", "auth.mode", "jwt"),
        conflict(
            "no key, and none shall be found",
            "needs a key to verify tokens",
            "auth.mode",
            "jwt",
            "mp.jwt.verify.issuer",
            "https://id.example",
            "auth.jwt.discovery",
            "false"),
        conflict(
            "further issuers beside one without a name",
            "needs the issuer of the other configured key",
            "auth.mode",
            "jwt",
            key,
            SECRET,
            "auth.jwt.trusted-issuers",
            "https://a.example audience=x"),
        conflict(
            "one issuer twice",
            "\"https://a.example\" is also the value of \"mp.jwt.verify.issuer\"",
            "auth.mode",
            "jwt",
            "mp.jwt.verify.issuer",
            "https://a.example",
            "auth.jwt.trusted-issuers",
            "https://a.example audience=x"),
        conflict(
            "secret and public key",
            "\"auth.jwt.secretkey\" and \"mp.jwt.verify.publickey\" cannot be used together; keep one",
            key,
            SECRET,
            pem,
            "x"),
        conflict(
            "secret and location", "cannot be used together", key, SECRET, pem + ".location", "x"),
        conflict("key and location", "cannot be used together", pem, "x", pem + ".location", "x"),
        conflict(
            "two signing keys",
            "cannot be used together",
            "auth.token.signing-key",
            "x",
            "auth.token.signing-key-location",
            "x"),
        conflict(
            "secret and signing key",
            "cannot be used together",
            key,
            SECRET,
            "auth.token.signing-key",
            "x"),
        conflict(
            "property without attribute",
            "needs \"auth.session.principal-attribute\"",
            "auth.session.principal-property",
            "x"),
        conflict(
            "roles without attribute",
            "needs \"auth.session.principal-attribute\"",
            "auth.session.roles-property",
            "x"),
        conflict(
            "authenticated without attribute",
            "needs \"auth.session.principal-attribute\"",
            "auth.session.authenticated-property",
            "x"),
        conflict(
            "logout page without path",
            "needs \"auth.logout.path\"",
            "auth.logout.default-url",
            "/x"),
        conflict(
            "cookie name without cookie",
            "needs mp.jwt.token.header=Cookie",
            "mp.jwt.token.cookie",
            "x"),
        conflict(
            "file without name",
            "\"file\" needs \"auth.login.users-file\"; set it",
            "auth.login.user-store",
            "file"),
        conflict(
            "name without file",
            "needs auth.login.user-store=file; set it",
            "auth.login.users-file",
            "/x"),
        conflict(
            "database without name",
            "\"jdbc\" needs \"auth.login.jdbc.datasource\"; set it",
            "auth.login.user-store",
            "jdbc"),
        conflict(
            "database without query",
            "\"jdbc\" needs \"auth.login.jdbc.caller-query\"; set it, such as select",
            "auth.login.user-store",
            "jdbc"),
        conflict(
            "query without database",
            "auth.login.jdbc.caller-query (init-param): needs auth.login.user-store=jdbc",
            "auth.login.jdbc.caller-query",
            "select hash from users where name = ?"),
        conflict(
            "hash that is never written",
            "auth.login.hash-algorithm (init-param): needs \"auth.login.jdbc.update-hash\"",
            "auth.login.user-store",
            "jdbc",
            "auth.login.hash-algorithm",
            "argon2id"),
        conflict(
            "directory without address",
            "\"ldap\" needs \"auth.login.ldap.url\"; set it",
            "auth.login.user-store",
            "ldap"),
        conflict(
            "directory without people",
            "needs the entry of the users; set \"auth.login.ldap.caller-base-dn\" or",
            "auth.login.user-store",
            "ldap"),
        conflict(
            "people in two places",
            "\"auth.login.ldap.caller-base-dn\" and \"auth.login.ldap.caller-search-base\" cannot",
            "auth.login.user-store",
            "ldap",
            "auth.login.ldap.caller-base-dn",
            "dc=a",
            "auth.login.ldap.caller-search-base",
            "dc=a"),
        conflict(
            "ldap in clear",
            "use ldaps://, or accept this risk with auth.login.ldap.allow-cleartext=true",
            "auth.login.user-store",
            "ldap",
            "auth.login.ldap.url",
            "ldaps://a ldap://b"),
        conflict(
            "account without password",
            "auth.login.ldap.bind-dn (init-param): needs \"auth.login.ldap.bind-dn-password\"",
            "auth.login.user-store",
            "ldap",
            "auth.login.ldap.bind-dn",
            "cn=app"),
        conflict(
            "password without account",
            "auth.login.ldap.bind-dn-password (init-param): needs \"auth.login.ldap.bind-dn\"",
            "auth.login.user-store",
            "ldap",
            "auth.login.ldap.bind-dn-password",
            SECRET),
        conflict(
            "search filter without search",
            "needs \"auth.login.ldap.caller-search-base\"",
            "auth.login.user-store",
            "ldap",
            "auth.login.ldap.caller-search-filter",
            "(uid={0})"),
        conflict(
            "group filter without groups",
            "needs \"auth.login.ldap.group-search-base\"",
            "auth.login.user-store",
            "ldap",
            "auth.login.ldap.group-search-filter",
            "(member={0})"),
        conflict(
            "directory that is not asked",
            "auth.login.ldap.url (init-param): needs auth.login.user-store=ldap",
            "auth.login.ldap.url",
            "ldaps://a"),
        conflict(
            "tokens without signing key",
            "needs a key to sign the tokens that it issues",
            "auth.mode",
            "jwt",
            pem,
            "x",
            "auth.token.path",
            "/t"),
        conflict(
            "login without signing key",
            "needs a key to sign the tokens that it issues",
            "auth.mode",
            "jwt",
            pem,
            "x",
            "auth.login.path",
            "/t"),
        conflict(
            "unknown",
            "unknown parameter \"auth.jwt.rolepaths\"; did you mean \"auth.jwt.role-paths\"?",
            "auth.jwt.rolepaths",
            "x"),
        conflict(
            "unknown, far from all",
            "all names are in docs/settings.md",
            "auth.quite.another.thing",
            "x"),
        conflict("no setting of ours", "unknown parameter \"debug\"", "debug", "x"),
        conflict(
            "encrypted tokens",
            "not supported, because encrypted tokens are rejected; remove it",
            "mp.jwt.decrypt.key.location",
            "x"));
  }

  @Test
  void completePasswordCheckHasNoProblem() {
    assertThat(
            problems(
                Map.of(
                    "auth.mode", "session",
                    "auth.login.user-store", "jdbc",
                    "auth.login.jdbc.datasource", "java:comp/env/jdbc/app",
                    "auth.login.jdbc.caller-query", "select h from u where n = ? and s <> '?'",
                    "auth.login.jdbc.update-hash", "update u set h = ? where n = ? and h = ?",
                    "auth.login.hash-algorithm", "argon2id")))
        .isEmpty();
    assertThat(
            problems(
                Map.of(
                    "auth.mode", "session",
                    "auth.login.user-store", "ldap",
                    "auth.login.ldap.url", "ldaps://a.example ldaps://b.example:1636/",
                    "auth.login.ldap.caller-search-base", "dc=example",
                    "auth.login.ldap.caller-search-filter", "(&(uid=%s)(!(locked=1)))",
                    "auth.login.ldap.group-search-base", "ou=groups,dc=example",
                    "auth.login.ldap.group-search-filter", "(memberUid={1})")))
        .isEmpty();
    assertThat(
            problems(
                Map.of(
                    "auth.mode", "session",
                    "auth.login.user-store", "ldap",
                    "auth.login.ldap.url", "ldap://127.0.0.1:10389",
                    "auth.login.ldap.allow-cleartext", "true",
                    "auth.login.ldap.caller-base-dn", "ou=people,dc=example")))
        .isEmpty();
    for (String check : List.of("container", "identity-store", "com.example.StaffDirectory")) {
      assertThat(problems(Map.of("auth.mode", "session", "auth.login.user-store", check)))
          .as(check)
          .isEmpty();
    }
  }

  private static Arguments conflict(String name, String words, String... settings) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      given.put(settings[i], settings[i + 1]);
    }
    return Arguments.of(name, words, given);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conflicts")
  void conflictIsReported(String name, String words, Map<String, String> given) {
    assertThat(problems(given)).anySatisfy(problem -> assertThat(problem).contains(words));
    assertThat(String.join("\n", problems(given))).doesNotContain(SECRET);
  }

  @Test
  void allProblemsAreInOneMessage() {
    Problems problems = new Problems();
    load(Map.of("auth.mode", "x", "auth.enforce", "y", "auth.reelm", "z"), problems);
    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("3 problems:")
        .hasMessageContaining("\n  1. ")
        .hasMessageContaining("\n  3. ")
        .hasMessageContaining("did you mean \"auth.realm\"?");
  }

  @Test
  void otherContextParametersAreIgnored() {
    Problems problems = new Problems();
    Settings.load(
        ParameterSource.of(
            Map.of("auth.mode", "session"),
            Map.of("javax.faces.PROJECT_STAGE", "x", "auth.mood", "y"),
            Map.of(),
            Map.of()),
        problems);
    assertThat(problems.sentences())
        .hasSize(1)
        .allSatisfy(p -> assertThat(p).contains("auth.mood"));
  }

  @Test
  void firstSourceTakesPrecedence() {
    String name = "auth.realm";
    Map<String, String> filter = Map.of(name, "filter");
    Map<String, String> context = Map.of(name, "context");
    Map<String, String> property = Map.of(name, "property");
    Map<String, String> variable = Map.of("AUTH_REALM", "variable");
    Map<String, String> none = Map.of();

    assertThat(realm(filter, context, property, variable)).isEqualTo("filter");
    assertThat(realm(none, context, property, variable)).isEqualTo("context");
    assertThat(realm(none, none, property, variable)).isEqualTo("property");
    assertThat(realm(none, none, none, variable)).isEqualTo("variable");
    assertThat(realm(none, none, none, Map.of("auth_realm", "x"))).isEqualTo("x");
    assertThat(realm(none, none, none, Map.of(name, "y", "AUTH_REALM", "z"))).isEqualTo("y");
    assertThat(realm(none, none, none, none)).isEqualTo("sallyport");
    assertThat(realm(Map.of(name, "  "), context, property, variable)).isEqualTo("sallyport");
  }

  private static String realm(
      Map<String, String> filter,
      Map<String, String> context,
      Map<String, String> properties,
      Map<String, String> environment) {
    return Settings.load(
            ParameterSource.of(filter, context, properties, environment), new Problems())
        .text(Setting.AUTH_REALM);
  }

  @Test
  void referencesInsideTextAreReplaced(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("realm"), "from-file\n");
    Map<String, String> properties = Map.of("P", "prop", "auth.x", "given", "tricky", "${env:V}");
    Map<String, String> environment = Map.of("V", "var", "AUTH_Y", "mapped");
    Map<String, String> cases = new LinkedHashMap<>();
    cases.put("${sys:P}", "prop");
    cases.put("${env:V}", "var");
    cases.put("a ${sys:P}-${env:V} z", "a prop-var z");
    cases.put("${sys:NO:other}", "other");
    cases.put("${env:NO:http://x:1}", "http://x:1");
    cases.put("${conf:auth.x:d}", "given");
    cases.put("${conf:auth.y:d}", "mapped");
    cases.put("${conf:auth.z:d}", "d");
    cases.put("${sys:NO:}", "sallyport");
    cases.put("${file:" + file + "}", "from-file");
    cases.put("${file:/no/such/file:d}", "d");
    cases.put("${jndi:java:comp/env/no:d}", "d");
    cases.put("${jndi:ldap//evil:d}", "d");
    cases.put("${sys:tricky}", "${env:V}");
    cases.forEach(
        (text, value) ->
            assertThat(realm(Map.of("auth.realm", text), Map.of(), properties, environment))
                .as(text)
                .isEqualTo(value));
  }

  @Test
  void unresolvedReferenceIsReportedWithoutValue() {
    for (String text :
        List.of("${sys:NO}", "${env:NO}", "${file:/no/such}", "${jndi:java:comp/env/no}")) {
      assertThat(problems(Map.of("auth.mode", "session", "auth.realm", text)))
          .containsExactly(
              "auth.realm (init-param): "
                  + text
                  + " has no value; set it, or add a default as ${...:default}");
    }
    assertThat(problems(Map.of("auth.mode", "session", "auth.realm", "${what:x}")).get(0))
        .contains("use ${env:NAME}");
  }

  @Test
  void secretInWebXmlIsAWarningAndNotShown() {
    Map<String, String> given =
        Map.of("auth.mode", "jwt", "auth.jwt.secretkey", SECRET, "auth.realm", "x");
    Problems problems = new Problems();
    Settings settings = load(given, problems);
    assertThat(problems.sentences()).isEmpty();
    assertThat(settings.warnings())
        .containsExactly(
            "auth.jwt.secretkey: the secret is written in web.xml; use ${env:NAME},"
                + " ${file:/path} or ${jndi:name}");
    Settings outside =
        Settings.load(
            ParameterSource.of(
                Map.of("auth.mode", "jwt"),
                Map.of(),
                Map.of("auth.jwt.secretkey", SECRET),
                Map.of()),
            problems);
    assertThat(outside.warnings()).isEmpty();
  }

  @Test
  void settingWithoutEffectIsAWarning() {
    assertThat(
            load(Map.of("auth.mode", "session", "mp.jwt.verify.issuer", "x"), new Problems())
                .warnings())
        .containsExactly("mp.jwt.verify.issuer: no effect with auth.mode=session; remove it");
    assertThat(
            load(
                    Map.of(
                        "auth.mode",
                        "jwt",
                        "mp.jwt.verify.publickey",
                        "x",
                        "auth.session.max-age",
                        "9"),
                    new Problems())
                .warnings())
        .containsExactly("auth.session.max-age: no effect with auth.mode=jwt; remove it");
  }

  @Test
  void listsPairsAndDurationsAreRead() {
    Settings settings =
        load(
            Map.of(
                "auth.jwt.role-paths", " \"https://a.example/r,s\" , b.c,, ",
                "auth.roles.map", "a=b, c = d",
                "auth.session.max-age", "PT1H",
                "auth.jwt.secretkey", "one,two three\nfour"),
            new Problems());
    assertThat(settings.list(Setting.ROLE_PATHS))
        .containsExactly("\"https://a.example/r,s\"", "b.c");
    assertThat(settings.pairs(Setting.ROLES_MAP))
        .containsExactly(Map.entry("a", "b"), Map.entry("c", "d"));
    assertThat(settings.findDuration(Setting.MAX_AGE)).contains(Duration.ofHours(1));
    assertThat(settings.words(Setting.SECRET_KEY)).containsExactly("one", "two", "three", "four");
    assertThat(
            load(Map.of("auth.jwt.secretkey", "{\"kty\": \"oct\"}"), new Problems())
                .words(Setting.SECRET_KEY))
        .containsExactly("{\"kty\": \"oct\"}");
    assertThat(settings.integer(Setting.MAX_LENGTH)).isEqualTo(8192);
    assertThat(Arrays.asList(Setting.values())).doesNotHaveDuplicates();
  }

  private static List<String> problems(Map<String, String> given) {
    Problems problems = new Problems();
    load(given, problems);
    return problems.sentences();
  }

  private static Settings load(Map<String, String> given, Problems problems) {
    return Settings.load(ParameterSource.of(given, Map.of(), Map.of(), Map.of()), problems);
  }
}
