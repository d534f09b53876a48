package io.sallyport.internal.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds names that are no setting. A misspelt setting would silently have no effect, so it stops
 * the start, with the name that was probably meant.
 */
final class UnknownNames {

  private static final int MAX_DISTANCE = 4;

  private final Problems problems;

  UnknownNames(Problems problems) {
    this.problems = problems;
  }

  void check(ParameterSource source) {
    Set<String> suspects = new TreeSet<>(source.filterParameterNames());
    for (String name : source.contextParameterNames()) {
      // Other context parameters belong to the application and its frameworks.
      if (name.startsWith("auth.") || name.startsWith("mp.jwt.")) {
        suspects.add(name);
      }
    }
    for (String name : suspects) {
      if (!isKnown(name)) {
        problems.add(sentence("unknown parameter", name));
      }
    }
    for (String former : FormerNames.all()) {
      // Other names outside web.xml belong to other programs.
      if (source.findOutside(former).isPresent()) {
        problems.add(sentence("unknown system property or environment variable", former));
      }
    }
  }

  private static boolean isKnown(String name) {
    for (Setting setting : Setting.values()) {
      if (setting.parameter().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static String sentence(String unknown, String name) {
    if (name.startsWith("mp.jwt.decrypt.")) {
      return name + ": not supported, because encrypted tokens are rejected; remove it";
    }
    String hint =
        FormerNames.findNewName(name)
            .or(() -> findNearest(name))
            .map(nearest -> "did you mean \"" + nearest + "\"?")
            .orElse("all names are in docs/settings.md");
    return unknown + " \"" + name + "\"; " + hint;
  }

  private static Optional<String> findNearest(String name) {
    List<String> names = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      names.add(setting.parameter());
    }
    return Spelling.findNearest(name, names, MAX_DISTANCE);
  }
}
