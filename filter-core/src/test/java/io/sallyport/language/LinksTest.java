package io.sallyport.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between documents lead to a file and a heading that exist. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]*)\\)");
  private static final Pattern DECISION = Pattern.compile("\\bdecision (\\d+)\\b");

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(Place.text("", "*.md").files());
    documents.addAll(Place.text("docs", "**.md").files());
    return documents;
  }

  @Test
  void linksResolve() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        if (!link.group(1).startsWith("http") && !resolves(document, link.group(1))) {
          broken.add(document.normalize() + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void decisionsExist() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path document : documents()) {
      Matcher decision = DECISION.matcher(Files.readString(document));
      while (decision.find()) {
        if (!exists(Integer.parseInt(decision.group(1)))) {
          missing.add(document.normalize() + ": " + decision.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean exists(int decision) throws IOException {
    String glob = String.format(Locale.ROOT, "%04d-*.md", decision);
    return !Place.text("docs/decisions", glob).files().isEmpty();
  }

  private static boolean resolves(Path document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
    return Files.exists(target)
        && (parts.length == 1 || anchors(target).anyMatch(parts[1]::equals));
  }

  // As GitHub makes them of headings.
  private static Stream<String> anchors(Path document) throws IOException {
    return Files.readString(document)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ *", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
  }
}
