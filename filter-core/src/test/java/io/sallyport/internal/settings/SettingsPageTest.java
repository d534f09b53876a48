package io.sallyport.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/settings.md is written from the list of settings, so it says what is true. */
class SettingsPageTest {

  private static final Path PAGE = Path.of("../docs/settings.md");

  @Test
  void thePageSaysWhatTheListSays() throws IOException {
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
  void theExampleNamesEverySettingAndNoOther() throws IOException {
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

  private static String page() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
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
    return page.append(RULES).toString();
  }

  private static final String INTRODUCTION =
      "# Settings\n\n"
          + "<!-- Written from the list in the code; a test says how to write it anew. -->\n\n"
          + "All settings are texts. Each is looked for in the filter's `<init-param>`, the"
          + " `<context-param>`, the system\nproperties, the environment (`MP_JWT_VERIFY_ISSUER` for"
          + " `mp.jwt.verify.issuer`); the first that has it wins. A blank\nvalue counts as none. An"
          + " unknown or wrong one stops the start, and all problems are told at once.\n\n"
          + "Inside a value, `${env:NAME}`, `${sys:NAME}`, `${file:/path}` and"
          + " `${jndi:java:comp/env/name}` are replaced;\n`${conf:NAME}` is the system property, else"
          + " the environment variable. Behind the name may stand `:default`. What is put in\nis not"
          + " looked at again. Times are seconds or ISO 8601 (`PT30M`).\n\n"
          + "Names that begin with `mp.jwt.` mean what MicroProfile JWT 2.1 means by them. A setting"
          + " that weakens something has\n`allow` in its name and says what it gives up.\n";

  private static final String RULES =
      "\n## The rules\n\n"
          + "`auth.rules` holds one rule a line, or several separated by `;`. A `#` begins a comment."
          + "\n\n```\n/public/*                 permit           # anybody\n/admin/*                 "
          + " admin,auditor    # whoever has one of these roles\n/admin/report   GET        employee  "
          + "       # exact before prefix; other methods are refused\n/internal/*               deny"
          + "             # nobody\n/*                        authenticated    # anybody who is known\n"
          + "```\n\n"
          + "Patterns are those of the Servlet specification and case-sensitive; they are matched on"
          + " the path that the container\ndispatches, without the context path.\n\n"
          + "| pattern | matches | does not match |\n|---|---|---|\n"
          + "| `/a/b` | `/a/b` | `/a/b/`, `/a/b/c` |\n"
          + "| `/a/*` | `/a`, `/a/`, `/a/b/c` | `/ab` |\n"
          + "| `*.do` | `/x.do`, `/a/x.do` | `/x.do/y` |\n"
          + "| `/` | whatever no other matches | |\n\n"
          + "The most specific pattern that matches decides alone: exact, then the longest prefix, then"
          + " the extension, then `/`.\nAmong its rules the one that names the method decides, else the"
          + " one for all methods. A method that none of them names is\nrefused, and so is a path that"
          + " no pattern matches.\n\n"
          + "| rules | request | answer |\n|---|---|---|\n"
          + "| `/a/* admin; /a/b permit` | `/a/b` | open: exact before prefix |\n"
          + "| `/a/* admin; /a/b/* permit` | `/a/b/c` | open: the longer prefix |\n"
          + "| `/* authenticated; *.css permit` | `/x.css` | needs a caller: prefix before extension (a"
          + " warning says so) |\n"
          + "| `/ authenticated; *.css permit` | `/x.css` | open |\n"
          + "| `/a/* GET permit` | POST `/a/x` | 403: the method is not named |\n"
          + "| `/a/* permit` | `/b` | 403: no rule |\n\n"
          + "Forward, include and async dispatches are judged on the path they go to; targets under"
          + " `/WEB-INF/` only by a rule that\nnames them. Error pages are shown. The login and error"
          + " pages are open.\n";
}
