package io.sallyport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import com.tngtech.archunit.library.Architectures;
import jakarta.servlet.ServletRequest;
import java.util.Map;
import java.util.Set;

/** The map of rooms in docs/architecture.md, enforced. A new room is one line in {@link #ROOMS}. */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  static final String BASE = "io.sallyport";
  private static final String INTERNAL = BASE + ".internal.";

  /** Room to the rooms that it may use. The front room, {@code io.sallyport}, may use all. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("identity", Set.of()),
          Map.entry("settings", Set.of()),
          Map.entry("descriptor", Set.of("json")),
          Map.entry("http", Set.of()),
          Map.entry("json", Set.of()),
          Map.entry("background", Set.of()),
          Map.entry("spi", Set.of("identity")),
          Map.entry("store", Set.of("spi")),
          Map.entry("revocation", Set.of("spi", "background")),
          Map.entry("exchange", Set.of("jwt", "revocation", "spi")),
          Map.entry("engine", Set.of("identity")),
          Map.entry("session", Set.of("engine", "http", "revocation", "spi", "identity")),
          Map.entry("key", Set.of("json", "background")),
          Map.entry("jwt", Set.of("engine", "http", "key", "json", "revocation", "identity")),
          Map.entry("access", Set.of("http", "identity")),
          Map.entry("container", Set.of("identity", "spi")),
          Map.entry("login", Set.of("engine", "spi", "identity")),
          Map.entry(
              "endpoint",
              Set.of("engine", "http", "session", "jwt", "exchange", "json", "login", "identity")));

  @ArchTest static final ArchRule ROOMS_USE_ONLY_WHAT_THE_MAP_ALLOWS = roomsUseOnlyWhatIsAllowed();

  @ArchTest
  static final ArchRule EVERY_CLASS_IS_IN_A_ROOM =
      classes()
          .should()
          .resideInAnyPackage(
              ROOMS.keySet().stream()
                  .map(ArchitectureTest::packageOf)
                  .collect(
                      java.util.stream.Collectors.collectingAndThen(
                          java.util.stream.Collectors.toCollection(java.util.ArrayList::new),
                          rooms -> {
                            rooms.add(BASE);
                            return rooms.toArray(String[]::new);
                          })));

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching(BASE + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_FRONT_AND_THE_ENDPOINTS_ANSWER =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE, INTERNAL + "endpoint")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("jakarta.servlet.http.HttpServletResponse");

  @ArchTest
  static final ArchRule ONLY_SETTINGS_AND_THE_FRONT_SEE_THE_FILTER_CONFIG =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE, INTERNAL + "settings")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("jakarta.servlet.FilterConfig");

  @ArchTest
  static final ArchRule ONLY_ASSEMBLIES_SEE_THE_SETTINGS =
      noClasses()
          .that()
          .resideOutsideOfPackage(INTERNAL + "settings")
          .and()
          .haveSimpleNameNotEndingWith("Assembly")
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

  private static final String[] NOT_EVERY_SERVER_HAS = {
    "jakarta.security..", "jakarta.enterprise..", "jakarta.inject.."
  };

  @ArchTest
  static final ArchRule ONLY_THE_DOORS_NEED_WHAT_NOT_EVERY_SERVER_HAS =
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

  // Every container loads these two, whatever it has and whatever web.xml asks for.
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
          .doNotHaveSimpleName("Argon2Hash")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule THE_OPTIONAL_REDIS_STAYS_IN_ITS_STORE =
      noClasses()
          .that()
          .doNotHaveSimpleName("RedisTokenStore")
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

  /** Read what the deployer wrote, never what a client sent. */
  private static final String[] READ_NO_CLIENT_TEXT = {
    "RuleParser",
    "ProviderPreset",
    "PropertyPath",
    "AdoptedAttribute",
    "UsersFile",
    "BcryptHash",
    "Argon2Hash",
    "Pbkdf2Hash"
  };

  // The time that a regular expression takes can grow with the square of the text, and which does
  // is not seen by reading it. So none is used where text of clients or of key sets is read.
  @ArchTest static final ArchRule NO_REGULAR_EXPRESSION_READS_CLIENT_TEXT = noRegularExpressions();

  private static ArchRule noRegularExpressions() {
    GivenClassesConjunction readers =
        noClasses()
            .that()
            .resideOutsideOfPackages(
                INTERNAL + "settings", INTERNAL + "descriptor", INTERNAL + "store");
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

  // Servers throw what they like on hostile text: Jetty answers 500 to a charset that it does not
  // know. Headers are read as text, the body by internal.http.RequestBody.
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

  private static ArchRule roomsUseOnlyWhatIsAllowed() {
    Architectures.LayeredArchitecture map =
        Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("front")
            .definedBy(BASE);
    for (String room : ROOMS.keySet()) {
      map = map.layer(room).definedBy(packageOf(room));
    }
    for (Map.Entry<String, Set<String>> room : ROOMS.entrySet()) {
      map =
          room.getValue().isEmpty()
              ? map.whereLayer(room.getKey()).mayNotAccessAnyLayer()
              : map.whereLayer(room.getKey())
                  .mayOnlyAccessLayers(room.getValue().toArray(String[]::new));
    }
    return map;
  }

  private static String packageOf(String room) {
    return (Set.of("identity", "spi").contains(room) ? BASE + "." : INTERNAL) + room;
  }
}
