package io.sallyport.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents, messages and comments use plain technical English. A failure names file, line, phrase
 * and the words to write instead.
 */
class PlainEnglishTest {

  private static final String MAIN = "filter-core/src/main/java/io/sallyport";
  private static final String TESTS = "filter-core/src/test/java/io/sallyport";
  private static final String SERVERS = "server-tests/src/main/java";
  private static final String SAMPLE = "sample-war/src/main";

  /** The text that is read. */
  private static final List<Place> PLACES =
      List.of(
          Place.text("", "*.md"),
          Place.text("", "web.xml.example"),
          Place.text("docs", "**.md"),
          Place.text("", "pom.xml"),
          Place.text("filter-core", "pom.xml"),
          Place.text("sample-war", "pom.xml"),
          Place.text("server-tests", "pom.xml"),
          Place.text(".ci", "run"),
          Place.text("filter-core/src/test/resources", "**.md")
              .without("io/sallyport/internal/settings"),
          Place.text(SAMPLE + "/webapp", "**"),
          Place.text("sample-war/bin", "*"),
          Place.strings(SAMPLE + "/java", "**.java"),
          Place.comments(SAMPLE + "/java", "**.java"),
          Place.strings(SERVERS, "**.java"),
          Place.comments(SERVERS, "**.java"),
          Place.comments("server-tests/src/test/java", "**.java"),
          Place.comments("sample-war/src/test/java", "**.java"),
          Place.strings(MAIN, "**.java"),
          Place.comments(MAIN, "**.java"),
          Place.comments(TESTS, "*.java"),
          Place.comments(TESTS, "internal/{container,request}/*.java"));

  private static final List<Allowed> ALLOWED =
      List.of(
          Allowed.of("CHANGELOG.md", "io.sallyport.door", "a former name"),
          Allowed.of("CHANGELOG.md", "io.sallyport.container-door", "a former name"),
          Allowed.of("CHANGELOG.md", "io.sallyport.closed-door", "a former name"),
          Allowed.of("ActionEndpoint.java", "This link works once.", "for the users of a page"),
          Allowed.of("LdapCheck.java", "sallyport-nobody", "a name that no user has"));

  static List<Place> places() {
    return PLACES;
  }

  @ParameterizedTest
  @MethodSource("places")
  void usesPlainEnglish(Place place) throws IOException {
    List<String> findings = new ArrayList<>();
    for (Path file : place.files()) {
      find(file, withoutAllowed(file, place.read(file)), findings);
    }
    assertThat(findings)
        .as("rewrite these, or add an exact exception with its reason to ALLOWED in this test")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("places")
  void everyPlaceHasFiles(Place place) throws IOException {
    assertThat(place.files()).isNotEmpty();
  }

  @Test
  void everyExceptionIsNeeded() throws IOException {
    List<Allowed> unneeded = new ArrayList<>(ALLOWED);
    for (Place place : PLACES) {
      for (Path file : place.files()) {
        String text = place.read(file);
        unneeded.removeIf(entry -> !entry.removeFrom(nameOf(file), text).equals(text));
      }
    }
    assertThat(unneeded).isEmpty();
  }

  private static String withoutAllowed(Path file, String text) {
    String rest = text;
    for (Allowed entry : ALLOWED) {
      rest = entry.removeFrom(nameOf(file), rest);
    }
    return rest;
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString();
  }

  private static void find(Path file, String text, List<String> findings) {
    for (Phrase phrase : Phrases.ALL) {
      Matcher matcher = phrase.pattern().matcher(text);
      while (matcher.find()) {
        long line = 1 + text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count();
        findings.add(
            file.normalize()
                + ":"
                + line
                + ": \""
                + matcher.group().replaceAll("\\s+", " ")
                + "\"; write: "
                + phrase.replacement());
      }
    }
  }
}
