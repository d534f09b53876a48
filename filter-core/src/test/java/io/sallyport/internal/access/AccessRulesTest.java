package io.sallyport.internal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.test.FakeRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {

  private static Optional<CallerIdentity> caller(String... roles) {
    return Optional.of(
        CallerIdentity.ofSession(AuthPrincipal.of("x", List.of(roles), AuthSource.SESSION)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/* \"Domain Users\"              | Domain Users",
        "/* boss,\"Domain Users\",clerk   | boss;Domain Users;clerk",
        "/* GET \"Domain Users\"  # a     | Domain Users",
        "/* \"CN=A B,OU=c;d # e\"         | CN=A B,OU=c;d # e",
        "/* \"say \"\"x\"\"\",y           | say \"x\";y",
        "/* \"permit\"                    | permit",
        "/* CN=A;/b x                     | CN=A",
        "/* a#b                           | a#b",
      })
  void roleWithBlanksOrCommasIsQuoted(String rules, String roles) throws Exception {
    AccessRules parsed = AccessRules.parse(rules);
    for (String role : roles.startsWith("CN=A B") ? List.of(roles) : List.of(roles.split(";"))) {
      assertThat(parsed.decide("GET", RequestPath.of("/a"), caller(role)))
          .isEqualTo(AccessDecision.GRANTED);
      assertThat(parsed.decide("GET", RequestPath.of("/a"), caller(role + " ")))
          .isEqualTo(AccessDecision.MISSING_ROLE);
      assertThat(parsed.roleNames()).contains(role);
    }
    assertThat(parsed.decide("GET", RequestPath.of("/a"), caller("Domain")))
        .isEqualTo(AccessDecision.MISSING_ROLE);
    assertThat(parsed.decide("GET", RequestPath.of("/a"), Optional.empty()))
        .isEqualTo(AccessDecision.AUTHENTICATION_REQUIRED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/* \"Domain Users",
        "/* Domain Users",
        "/* \"\"",
        "/* \" \"",
        "/* \"a\"b",
        "/* a\"b\"",
        "/* \"a\",",
        "/* \"a\"\"",
        "/* \"*\"",
        "/a \"x\n/* permit\""
      })
  void unbalancedQuotesAreRejected(String rules) {
    assertThatThrownBy(() -> AccessRules.parse(rules.replace("\\n", "\n")))
        .isInstanceOf(RuleFormatException.class);
  }

  @ParameterizedTest(name = "{0} | {1} {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/a/* boss; /a/b permit            | GET    | /a/b     | OPEN",
        "/a/* boss; /a/b/* permit          | GET    | /a/b/c   | OPEN",
        "/a/* permit; /a/b/* boss          | GET    | /a/b     | MISSING_ROLE",
        "/a/* permit                       | GET    | /a       | OPEN",
        "/a/* permit                       | GET    | /a/      | OPEN",
        "/a/* permit                       | GET    | /ab      | UNMATCHED",
        "/a permit                         | GET    | /a/      | UNMATCHED",
        "/a permit                         | GET    | /A       | UNMATCHED",
        "/* authenticated; *.css permit    | GET    | /x.css   | GRANTED",
        "/ authenticated; *.css permit     | GET    | /x.css   | OPEN",
        "/ authenticated; *.css permit     | GET    | /a/x.css | OPEN",
        "/ authenticated; *.css permit     | GET    | /x.css/y | GRANTED",
        "/ authenticated; *.css permit     | GET    | /.css    | OPEN",
        "/ authenticated; *.css permit     | GET    | /xcss    | GRANTED",
        "/a/* GET permit                   | GET    | /a/x     | OPEN",
        "/a/* GET permit                   | POST   | /a/x     | UNMATCHED",
        "/a/* GET permit                   | HEAD   | /a/x     | OPEN",
        "/a/* GET boss; /a/* permit        | HEAD   | /a/x     | MISSING_ROLE",
        "/a/* GET permit; /a/* HEAD deny   | HEAD   | /a/x     | DENIED",
        "/a/* HEAD permit                  | GET    | /a/x     | UNMATCHED",
        "/a/* POST permit                  | HEAD   | /a/x     | UNMATCHED",
        "/a/* GET permit                   | head   | /a/x     | UNMATCHED",
        "/a/* GET permit                   | get    | /a/x     | UNMATCHED",
        "/a/* GET,HEAD permit; /a/* boss   | HEAD   | /a/x     | OPEN",
        "/a/* GET,HEAD permit; /a/* boss   | DELETE | /a/x     | MISSING_ROLE",
        "/a/* GET permit; /* permit        | POST   | /a/x     | UNMATCHED",
        "/a/* deny                         | GET    | /a/x     | DENIED",
        "/a/* staff,boss                   | GET    | /a/x     | GRANTED",
        "/a/* Staff                        | GET    | /a/x     | MISSING_ROLE",
        "/* permit                         | GET    | /        | OPEN",
      })
  void mostSpecificRuleDecides(String rules, String method, String path, AccessDecision decision)
      throws Exception {
    assertThat(AccessRules.parse(rules).decide(method, RequestPath.of(path), caller("staff")))
        .isEqualTo(decision);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/a authenticated | AUTHENTICATION_REQUIRED",
        "/a boss          | AUTHENTICATION_REQUIRED",
        "/a permit        | OPEN",
        "/a deny          | DENIED",
        "/b permit        | UNMATCHED"
      })
  void anonymousRequestsAreDecided(String rules, AccessDecision decision) throws Exception {
    assertThat(AccessRules.parse(rules).decide("GET", RequestPath.of("/a"), Optional.empty()))
        .isEqualTo(decision);
  }

  @Test
  void everyPathRequiresACallerIfThereAreNoRules() {
    AccessRules rules = AccessRules.authenticatedEverywhere();
    assertThat(rules.decide("GET", RequestPath.of("/any"), Optional.empty()))
        .isEqualTo(AccessDecision.AUTHENTICATION_REQUIRED);
    assertThat(rules.decide("FOO", RequestPath.of("/any"), caller()))
        .isEqualTo(AccessDecision.GRANTED);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a permit                     | use a pattern /exact",
        "/a*b permit                  | use a pattern /exact",
        "*.a/b permit                 | use a pattern /exact",
        "*. permit                    | use a pattern /exact",
        "/a                           | use: pattern [METHODS] access",
        "/a GET boss staff            | use: pattern [METHODS] access",
        "/a get boss                  | use * or upper-case method names",
        "/a ,GET boss                 | use * or upper-case method names",
        "/a **                        | use authenticated for all",
        "/a boss,*                    | use authenticated for all",
        "/a boss,,staff               | separate roles by single commas",
        "/a permit; /a deny           | another rule has the same pattern",
        "/a GET permit; /a GET,PUT x  | another rule has the same pattern",
        "/a permit by bearer          | permit cannot have \"by\"",
        "/a deny by session           | deny cannot have \"by\"",
        "/a boss by token             | after \"by\" use one of bearer, cookie, session, container",
        "/a boss by Bearer            | after \"by\" use one of",
        "/a boss by bearer,cookie     | after \"by\" use one of",
        "/a boss by                   | use * or upper-case method names",
        "/a by bearer                 | use * or upper-case method names",
        "/a GET boss by               | use: pattern [METHODS] access",
        "/a GET x boss by bearer      | use: pattern [METHODS] access",
        "/a boss by bearer; /a x by session | another rule has the same pattern",
        "# nothing                    | no rule; use lines"
      })
  void invalidRuleIsReportedWithItsFix(String rules, String words) {
    assertThatThrownBy(() -> AccessRules.parse(rules))
        .isInstanceOf(RuleFormatException.class)
        .hasMessageContaining(words);
  }

  private static Optional<CallerIdentity> knownBy(String credential) {
    AuthPrincipal token = AuthPrincipal.of("x", List.of("staff"), AuthSource.TOKEN);
    switch (credential) {
      case "bearer":
        return Optional.of(CallerIdentity.ofToken(token, false));
      case "cookie":
        return Optional.of(CallerIdentity.ofToken(token, true));
      case "container":
        return Optional.of(
            CallerIdentity.ofContainer(
                FakeRequest.get("/a").containerCaller("x", "FORM", "staff")));
      case "application":
        return Optional.of(
            CallerIdentity.ofSession(
                AuthPrincipal.of("x", List.of("staff"), AuthSource.APPLICATION)));
      default:
        return caller("staff");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer", "cookie", "session", "container"})
  void ruleCanRequireACredential(String credential) throws Exception {
    AccessRules rules =
        AccessRules.parse(
            "/a/* authenticated by CRED\n/r/* GET staff by CRED\n/b boss by CRED"
                .replace("CRED", credential));
    for (String callerKind : List.of("bearer", "cookie", "session", "application", "container")) {
      boolean same = callerKind.replace("application", "session").equals(credential);
      for (String path : List.of("/a", "/a/x", "/r/x")) {
        assertThat(rules.decide("GET", RequestPath.of(path), knownBy(callerKind)))
            .as(callerKind + " " + path)
            .isEqualTo(same ? AccessDecision.GRANTED : AccessDecision.CREDENTIAL_NOT_ALLOWED);
      }
      assertThat(rules.decide("GET", RequestPath.of("/b"), knownBy(callerKind)))
          .isEqualTo(same ? AccessDecision.MISSING_ROLE : AccessDecision.CREDENTIAL_NOT_ALLOWED);
    }
    assertThat(rules.decide("GET", RequestPath.of("/a"), Optional.empty()))
        .isEqualTo(AccessDecision.AUTHENTICATION_REQUIRED);
    assertThat(rules.describe()).contains("/a/* authenticated by " + credential);
    assertThat(rules.roleNames()).containsExactlyInAnyOrder("staff", "boss");
  }

  @Test
  void roleCanBeNamedBy() throws Exception {
    AccessRules rules = AccessRules.parse("/a by; /b GET by; /c bearer");
    assertThat(rules.decide("GET", RequestPath.of("/a"), caller("by")))
        .isEqualTo(AccessDecision.GRANTED);
    assertThat(rules.decide("GET", RequestPath.of("/b"), caller("by")))
        .isEqualTo(AccessDecision.GRANTED);
    assertThat(rules.roleNames()).containsExactlyInAnyOrder("by", "bearer");
  }

  @Test
  void allInvalidRulesAreReported() {
    assertThatThrownBy(() -> AccessRules.parse("a permit\n/b\n/c permit"))
        .isInstanceOfSatisfying(
            RuleFormatException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("rule 1 (a permit) is not valid; "));
  }

  @Test
  void commentsAndBlankLinesAreIgnored() throws Exception {
    AccessRules rules = AccessRules.parse("\n # all\n/a#b permit # open\r\n\n;;/c boss;");
    assertThat(rules.describe()).containsExactly("/a#b permit", "/c boss");
    assertThat(rules.permittedPatterns()).containsExactly("/a#b");
    assertThat(rules.roleNames()).containsExactly("boss");
  }

  @Test
  void ruleThatNeverDecidesCausesAWarning() throws Exception {
    assertThat(AccessRules.parse("/* authenticated; *.css permit").warnings())
        .singleElement()
        .asString()
        .contains("*.css permit")
        .contains("is never used");
    assertThat(AccessRules.parse("/ authenticated; *.do permit; *.jsp deny").warnings())
        .singleElement()
        .asString()
        .contains("*.do permit")
        .contains("use a prefix such as");
    assertThat(AccessRules.parse("/ authenticated; /css/* permit").warnings()).isEmpty();
  }

  @Test
  void exclusionsAreExactAndInvalidOnesReported() throws Exception {
    PathExclusions exclusions = PathExclusions.parse(List.of("/path", "/open/*", "*.png"));
    for (String path : List.of("/path", "/open", "/open/a", "/x/y.png")) {
      assertThat(exclusions.matches(RequestPath.of(path))).as(path).isTrue();
    }
    for (String path : List.of("/path2", "/path/", "/path/a", "/opened", "/png", "/PATH")) {
      assertThat(exclusions.matches(RequestPath.of(path))).as(path).isFalse();
    }
    assertThatThrownBy(() -> PathExclusions.parse(List.of("x", "/ok", "**")))
        .hasMessageContaining("\"x\" is not valid")
        .hasMessageContaining("\"**\" is not valid");
  }

  @ParameterizedTest(name = "{0} | {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/ permit; /admin/* boss                   | //admin/x         | MISSING_ROLE",
        "/* permit; /admin/* boss                  | /./admin;a=b/x    | OPEN",
        "/ permit; /admin/* boss                   | /;/admin/x        | MISSING_ROLE",
        "/ permit; /admin/* boss                   | /%2fadmin/x       | MISSING_ROLE",
        "/ permit; /admin/* boss                   | /%61dmin/x        | MISSING_ROLE",
        "/ permit; /admin/* boss                   | /%2561dmin/x      | MISSING_ROLE",
        "/ permit; /admin/* boss                   | /admin;x/y        | MISSING_ROLE",
        "/ permit; /admin/* boss                   | /admin%3bx/y      | MISSING_ROLE",
        "/ permit; /admin/* boss                   | \\admin\\x        | MISSING_ROLE",
        "/ permit; /a/b boss                       | /a//b             | MISSING_ROLE",
        "/ permit; *.do boss                       | /a.do;x           | MISSING_ROLE",
        "/ boss; /open/* permit                    | //open/x          | MISSING_ROLE",
        "/a/* boss; /a/open/* permit               | /a//open/x        | MISSING_ROLE",
        "/ permit; /admin/* boss                   | /100%/x           | OPEN",
        "/ permit; //admin/* deny                  | //admin/x         | DENIED"
      })
  void stricterReadingOfAnAmbiguousPathDecides(String rules, String path, AccessDecision decision)
      throws Exception {
    assertThat(AccessRules.parse(rules).decide("GET", RequestPath.of(path), caller("staff")))
        .isEqualTo(decision);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/ authenticated; *.css permit     | AUTHENTICATION_REQUIRED",
        "/ deny; *.css permit              | DENIED",
        "*.css permit                      | UNMATCHED",
        "/ permit; *.css authenticated     | AUTHENTICATION_REQUIRED",
        "/ permit; *.css deny              | DENIED",
        "/ permit; *.css permit            | OPEN",
        "/api/* authenticated; *.css permit | AUTHENTICATION_REQUIRED"
      })
  void ruleForAnExtensionPermitsNoPathInfo(String rules, AccessDecision decision) throws Exception {
    FakeRequest request = FakeRequest.get("/").paths("", "/api", "/admin/a.css");
    assertThat(AccessRules.parse(rules).decide("GET", RequestPath.of(request), Optional.empty()))
        .isEqualTo(decision);
  }

  @Test
  void exclusionMustMatchAllReadings() throws Exception {
    PathExclusions exclusions = PathExclusions.parse(List.of("/open/*", "*.css"));
    assertThat(exclusions.matches(RequestPath.of("/open;x/a"))).isFalse();
    assertThat(exclusions.matches(RequestPath.of("/open//a"))).isTrue();
    assertThat(exclusions.matches(RequestPath.of("//open/a"))).isFalse();
    assertThat(exclusions.matches(RequestPath.of("/open/%2e%2e/a"))).isTrue();
    FakeRequest servlet = FakeRequest.get("/").paths("", "/api", "/admin/a.css");
    assertThat(exclusions.matches(RequestPath.of(servlet))).isFalse();
    assertThat(exclusions.matches(RequestPath.of("/api/admin/a.css"))).isTrue();
    assertThat(exclusions.endings()).containsExactly("*.css");
  }

  @ParameterizedTest(name = "{0} names {1}: {2}")
  @CsvSource({
    "/a/b, /a/b, true",
    "/a/b, /a/c, false",
    "/a/*, /a/b, true",
    "/a/*, /b, false",
    "/*, /a, false",
    "/, /a, false",
    "*.jsp, /a.jsp, false",
    "/WEB-INF/*, /WEB-INF//a.jsp, true",
    "/WEB-INF/a.jsp, /WEB-INF//a.jsp, true"
  })
  void ruleNamesAPathOrItsFolder(String pattern, String path, boolean named) throws Exception {
    assertThat(AccessRules.parse(pattern + " deny").names(RequestPath.of(path))).isEqualTo(named);
  }
}
