package io.sallyport.internal.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds names that are no setting. A misspelt setting would silently have no effect, so it stops
 * the start, with the name that was probably meant.
 */
final class UnknownNames {

  private static final int FARTHEST = 4;

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
      return "parameter \""
          + name
          + "\" is not supported: encrypted tokens are never read; remove it";
    }
    String hint =
        findNearest(name)
            .map(nearest -> "did you mean \"" + nearest + "\"?")
            .orElse("all names are in docs/settings.md");
    return unknown + " \"" + name + "\"; " + hint;
  }

  private static Optional<String> findNearest(String name) {
    Optional<String> renamed = FormerNames.findNewName(name);
    if (renamed.isPresent()) {
      return renamed;
    }
    String best = "";
    int least = FARTHEST + 1;
    for (Setting setting : Setting.values()) {
      int distance = distance(name.toLowerCase(Locale.ROOT), setting.parameter());
      if (distance < least) {
        least = distance;
        best = setting.parameter();
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** Levenshtein's: how many characters to insert, delete or replace. */
  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
