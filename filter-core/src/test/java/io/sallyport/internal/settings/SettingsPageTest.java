package io.sallyport.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/settings.md is generated from the list of settings. */
class SettingsPageTest {

  private static final Path PAGE = Path.of("../docs/settings.md");

  @Test
  void pageIsGeneratedFromTheList() throws IOException {
    if (Boolean.getBoolean("settings.page.write")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE))
        .as(
            "rewrite it with: ./mvnw -pl filter-core test -Dtest=SettingsPageTest"
                + " -Dsettings.page.write=true")
        .isEqualTo(page());
  }

  @Test
  void exampleNamesExactlyTheSettings() throws IOException {
    String example = Files.readString(Path.of("../web.xml.example"));
    Matcher names = Pattern.compile("<param-name>([^<]*)</param-name>").matcher(example);
    Set<String> named = new TreeSet<>();
    while (names.find()) {
      named.add(names.group(1));
    }
    Set<String> known = new TreeSet<>();
    for (Setting setting : Setting.values()) {
      known.add(setting.parameter());
    }
    assertThat(named).isEqualTo(known);
  }

  private static String page() throws IOException {
    StringBuilder page = new StringBuilder(text("introduction"));
    for (Setting.Group group : Setting.Group.values()) {
      page.append("\n## ").append(group.title()).append("\n\n");
      page.append("| name | default | example | meaning |\n|---|---|---|---|\n");
      for (Setting setting : Setting.values()) {
        if (setting.group() == group) {
          page.append("| `").append(setting.parameter()).append("` | ");
          page.append(setting.defaultText().map(text -> "`" + text + "`").orElse(""))
              .append(" | `");
          page.append(setting.example().replace("|", "\\|")).append("` | ");
          page.append(setting.sentence()).append(" |\n");
        }
      }
    }
    for (String section : List.of("keys", "issuers", "providers", "tokens", "rules")) {
      page.append('\n').append(text(section));
    }
    return page.toString();
  }

  private static String text(String section) throws IOException {
    try (InputStream in =
        SettingsPageTest.class.getResourceAsStream("settings-page-" + section + ".md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
