package io.sallyport;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Enforces the map of packages in docs/architecture.md. A new package needs an entry in {@link
 * #PACKAGES}.
 */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  static final String BASE = "io.sallyport";
  private static final String INTERNAL = BASE + ".internal.";

  /** All but the root. */
  private static final Set<String> ALL = Set.of("all");

  /** Package to the packages that it may use. */
  private static final Map<String, Set<String>> PACKAGES =
      Map.ofEntries(
          Map.entry(
              "root",
              Set.of("startup", "request", "container", "issue", "descriptor", "identity", "spi")),
          Map.entry("identity", Set.of()),
          Map.entry("spi", Set.of("identity")),
          Map.entry("startup", ALL),
          Map.entry(
              "request",
              Set.of(
                  "engine",
                  "access",
                  "endpoint",
                  "session",
                  "issue",
                  "login",
                  "key",
                  "revocation",
                  "container",
                  "descriptor",
                  "http",
                  "spi",
                  "identity")),
          Map.entry("settings", Set.of()),
          Map.entry("descriptor", Set.of()),
          Map.entry("keycloak", Set.of("descriptor", "json")),
          Map.entry("engine", Set.of("identity")),
          Map.entry("access", Set.of("http", "identity")),
          Map.entry("session", Set.of("engine", "http", "revocation", "spi", "identity")),
          Map.entry("jwt", Set.of("engine", "http", "key", "json", "revocation", "identity")),
          Map.entry("key", Set.of("json", "background")),
          Map.entry(
              "issue", Set.of("jwt", "key", "json", "engine", "revocation", "spi", "identity")),
          Map.entry("revocation", Set.of("spi", "background")),
          Map.entry("login", Set.of("password", "engine", "spi", "identity")),
          Map.entry("password", Set.of("engine")),
          Map.entry("ldap", Set.of("login", "password", "engine", "spi", "identity")),
          Map.entry(
              "endpoint",
              Set.of("engine", "http", "session", "jwt", "issue", "json", "login", "identity")),
          Map.entry("store", Set.of("spi")),
          Map.entry("container", Set.of("identity", "spi")),
          Map.entry("http", Set.of()),
          Map.entry("json", Set.of()),
          Map.entry("background", Set.of()));

  @ArchTest
  static void packagesUseOnlyWhatTheMapAllows(JavaClasses all) {
    Map<String, String> names =
        PACKAGES.keySet().stream()
            .collect(Collectors.toMap(ArchitectureTest::packageOf, name -> name));
    List<String> violations = new ArrayList<>();
    for (JavaClass user : all) {
      String from = String.valueOf(names.get(user.getPackageName()));
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        String to = names.get(dependency.getTargetClass().getBaseComponentType().getPackageName());
        if (to != null && !to.equals(from) && !mayUse(from, to)) {
          violations.add(from + " must not use " + to + ": " + dependency.getDescription());
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  private static boolean mayUse(String from, String to) {
    Set<String> allowed = PACKAGES.getOrDefault(from, Set.of());
    return allowed == ALL ? !to.equals("root") : allowed.contains(to);
  }

  @ArchTest
  static final ArchRule EVERY_CLASS_IS_IN_A_PACKAGE_OF_THE_MAP =
      classes()
          .should()
          .resideInAnyPackage(
              PACKAGES.keySet().stream().map(ArchitectureTest::packageOf).toArray(String[]::new));

  /** Each package is a slice, the root as well. */
  private static final SliceAssignment BY_PACKAGE =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass of) {
          return SliceIdentifier.of(of.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  @ArchTest
  static final ArchRule NO_CYCLES = slices().assignedFrom(BY_PACKAGE).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_REQUEST_AND_ENDPOINT_ANSWER =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE, INTERNAL + "request", INTERNAL + "endpoint")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("jakarta.servlet.http.HttpServletResponse");

  @ArchTest
  static final ArchRule ONLY_THE_FILTERS_STARTUP_AND_SETTINGS_SEE_THE_FILTER_CONFIG =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              BASE, INTERNAL + "startup", INTERNAL + "request", INTERNAL + "settings")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("jakarta.servlet.FilterConfig");

  @ArchTest
  static final ArchRule ONLY_STARTUP_SEES_THE_SETTINGS =
      noClasses()
          .that()
          .resideOutsideOfPackages(INTERNAL + "settings", INTERNAL + "startup")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName(INTERNAL + "settings.Settings");

  @ArchTest
  static final ArchRule TOKEN_LIBRARY_STAYS_IN_JWT_AND_KEY =
      noClasses()
          .that()
          .resideOutsideOfPackages(INTERNAL + "jwt", INTERNAL + "key")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.auth0..");

  // The type is the proof that a token was verified.
  @ArchTest
  static final ArchRule ONLY_THE_VERIFIER_CREATES_VERIFIED_TOKENS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(INTERNAL + "jwt.TokenVerifier")
          .should()
          .callConstructorWhere(target(owner(name(INTERNAL + "jwt.VerifiedToken"))));

  private static final String[] NOT_EVERY_SERVER_HAS = {
    "jakarta.security..", "jakarta.enterprise..", "jakarta.inject.."
  };

  @ArchTest
  static final ArchRule ONLY_THE_INTEGRATIONS_NEED_WHAT_NOT_EVERY_SERVER_HAS =
      noClasses()
          .that()
          .resideOutsideOfPackage(INTERNAL + "container")
          .and()
          .doNotHaveFullyQualifiedName(BASE + ".AuthenticationMechanism")
          .and()
          .doNotHaveFullyQualifiedName(BASE + ".MechanismExtension")
          .and()
          .doNotHaveFullyQualifiedName(BASE + ".ContainerAuthModule")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(NOT_EVERY_SERVER_HAS);

  // Every container loads these two, whatever libraries it has and web.xml selects.
  @ArchTest
  static final ArchRule WHAT_EVERY_CONTAINER_LOADS_NEEDS_NO_MORE_THAN_SERVLETS =
      noClasses()
          .that()
          .haveFullyQualifiedName(BASE + ".AuthenticationFilter")
          .or()
          .haveFullyQualifiedName(BASE + ".ContainerInitializer")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(NOT_EVERY_SERVER_HAS);

  @ArchTest
  static final ArchRule JACKSON_STAYS_IN_JSON =
      noClasses()
          .that()
          .resideOutsideOfPackages(INTERNAL + "json")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml..");

  @ArchTest
  static final ArchRule THE_OPTIONAL_HASHES_STAY_WHERE_THEY_ARE_LOADED_LAST =
      noClasses()
          .that()
          .doNotHaveSimpleName("BcryptHash")
          .and()
          .doNotHaveSimpleName("Argon2Cost")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule THE_OPTIONAL_REDIS_STAYS_IN_ITS_STORE =
      noClasses()
          .that()
          .doNotHaveSimpleName("RedisConnection")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("redis.clients..", "org.apache.commons.pool2..");

  @ArchTest
  static final ArchRule WHAT_AN_APPLICATION_REPLACES_KNOWS_NO_SERVLET =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".spi")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta..");

  /** Classes that read text of the deployer, never of a client. */
  private static final String[] READ_NO_CLIENT_TEXT = {
    "RuleParser",
    "ProviderPreset",
    "PropertyPath",
    "AdoptedUserReader",
    "UsersFile",
    "BcryptHash",
    "Argon2Hash",
    "Pbkdf2Hash"
  };

  // The time of a regular expression can grow with the square of the text, which is hard to see in
  // the expression. So none is applied to text of clients or of key sets.
  @ArchTest static final ArchRule NO_REGULAR_EXPRESSION_READS_CLIENT_TEXT = noRegularExpressions();

  private static ArchRule noRegularExpressions() {
    GivenClassesConjunction readers =
        noClasses()
            .that()
            .resideOutsideOfPackages(
                INTERNAL + "settings",
                INTERNAL + "descriptor",
                INTERNAL + "keycloak",
                INTERNAL + "store");
    for (String name : READ_NO_CLIENT_TEXT) {
      readers = readers.and().doNotHaveSimpleName(name);
    }
    return readers
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex")
        .orShould()
        .callMethod(String.class, "matches", String.class)
        .orShould()
        .callMethod(String.class, "split", String.class)
        .orShould()
        .callMethod(String.class, "split", String.class, int.class)
        .orShould()
        .callMethod(String.class, "replaceAll", String.class, String.class)
        .orShould()
        .callMethod(String.class, "replaceFirst", String.class, String.class);
  }

  /** Getters of requests that parse what a client sent. */
  private static final Set<String> PARSING_GETTERS =
      Set.of(
          "getContentType",
          "getCharacterEncoding",
          "getReader",
          "getParameter",
          "getParameterMap",
          "getParameterNames",
          "getParameterValues",
          "getPart",
          "getParts",
          "getDateHeader",
          "getIntHeader",
          "getLocale",
          "getLocales");

  // Servers throw arbitrary exceptions on hostile text: Jetty answers 500 to an unknown charset.
  // Headers are read as text, the body by internal.http.RequestBody.
  @ArchTest
  static final ArchRule NO_GETTER_OF_THE_SERVER_PARSES_CLIENT_TEXT =
      noClasses()
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "a getter of a request parses what a client sent",
                  call ->
                      PARSING_GETTERS.contains(call.getName())
                          && call.getTargetOwner().isAssignableTo(ServletRequest.class)));

  // The page is the map that contributors read, so it must match the enforced rules.
  @ArchTest
  static void pageAndPackageInfosSayTheSame(JavaClasses all) throws IOException {
    List<String> page = Files.readAllLines(Path.of("../docs/architecture.md"));
    for (Map.Entry<String, Set<String>> entry : PACKAGES.entrySet()) {
      String name = packageOf(entry.getKey());
      String row = "| `" + name.replace(INTERNAL, "internal.") + "` | ";
      String[] columns =
          page.stream()
              .filter(line -> line.startsWith(row))
              .findFirst()
              .orElseThrow(() -> new AssertionError("docs/architecture.md has no row " + row))
              .split(" \\| ", -1);
      Path info = Path.of("src/main/java", name.replace('.', '/'), "package-info.java");
      String javadoc = Files.readString(info).replaceAll("\\s+(\\* )?", " ");
      assertThat(javadoc).as(info.toString()).contains(columns[1]);
      assertThat(uses(columns[3])).as(name + " may use").isEqualTo(entry.getValue());
    }
  }

  private static Set<String> uses(String column) {
    if (column.startsWith("nothing")) {
      return Set.of();
    }
    return column.startsWith("all") ? ALL : Set.of(column.replaceAll("[`| ]", "").split(","));
  }

  private static String packageOf(String name) {
    if (name.equals("root")) {
      return BASE;
    }
    return (Set.of("identity", "spi").contains(name) ? BASE + "." : INTERNAL) + name;
  }
}
