package io.sallyport.internal.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parses rules: {@code pattern [METHODS] access [by credential]}, one per line or separated by
 * semicolons.
 */
final class RuleParser {

  private static final Pattern METHODS = Pattern.compile("\\*|[A-Z][A-Z-]*(,[A-Z][A-Z-]*)*");

  private final List<AccessRule> rules = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private RuleParser() {}

  static List<AccessRule> parse(String text) throws RuleFormatException {
    RuleParser parser = new RuleParser();
    int number = 0;
    for (String rule : RuleText.lines(text)) {
      number++;
      if (!rule.isEmpty()) {
        parser.readRule("rule " + number + " (" + rule + ") is not valid; ", RuleText.words(rule));
      }
    }
    if (parser.rules.isEmpty() && parser.problems.isEmpty()) {
      parser.problems.add("no rule; use lines such as: /admin/* admin");
    }
    if (!parser.problems.isEmpty()) {
      throw new RuleFormatException(parser.problems);
    }
    return parser.rules;
  }

  private void readRule(String place, List<String> words) {
    int size = words.size();
    boolean byCredential = size >= 4 && words.get(size - 2).equals("by");
    List<String> asked = byCredential ? words.subList(0, size - 2) : words;
    if (asked.size() < 2 || asked.size() > 3) {
      problems.add(
          place
              + "use: pattern [METHODS] access [by credential]; separate several roles by commas"
              + " without spaces, and put a role with spaces or commas in double quotes");
      return;
    }
    Optional<PathPattern> pattern = PathPattern.parse(asked.get(0));
    if (pattern.isEmpty()) {
      problems.add(place + "use a pattern /exact, /prefix/*, *.extension or /");
      return;
    }
    String methods = asked.size() == 3 ? asked.get(1) : "*";
    if (!METHODS.matcher(methods).matches()) {
      problems.add(place + "use * or upper-case method names separated by commas");
      return;
    }
    Optional<Access> access = readAccess(place, asked.get(asked.size() - 1));
    if (byCredential) {
      access = access.flatMap(any -> readCredential(place, any, words.get(size - 1)));
    }
    access.ifPresent(read -> add(place, pattern.get(), methods, read));
  }

  private Optional<Access> readCredential(String place, Access access, String word) {
    Optional<RuleCredential> credential = RuleCredential.find(word);
    if (credential.isEmpty()) {
      problems.add(place + "after \"by\" use one of " + RuleCredential.words());
      return Optional.empty();
    }
    if (!access.dependsOnCaller()) {
      problems.add(
          place + access + " cannot have \"by\"; use authenticated or roles, or remove \"by\"");
      return Optional.empty();
    }
    return Optional.of(access.by(credential.get()));
  }

  private Optional<Access> readAccess(String place, String word) {
    switch (word) {
      case "permit":
        return Optional.of(Access.permit());
      case "authenticated":
        return Optional.of(Access.authenticated());
      case "deny":
        return Optional.of(Access.deny());
      default:
        return readRoles(place, word);
    }
  }

  private Optional<Access> readRoles(String place, String word) {
    Optional<List<String>> read = RuleText.roles(word);
    if (read.isEmpty()) {
      problems.add(
          place
              + "separate roles by single commas, close each double quote, and double a quote"
              + " inside a name");
      return Optional.empty();
    }
    List<String> roles = read.get();
    if (roles.contains("*") || roles.contains("**")) {
      problems.add(
          place + "use authenticated for all authenticated callers, or permit for all callers");
      return Optional.empty();
    }
    return Optional.of(Access.anyOf(roles));
  }

  private void add(String place, PathPattern pattern, String methods, Access access) {
    Set<String> named =
        methods.equals("*") ? Set.of() : new HashSet<>(Arrays.asList(methods.split(",")));
    for (String method : named.isEmpty() ? Set.of("*") : named) {
      if (!seen.add(pattern + " " + method)) {
        problems.add(place + "another rule has the same pattern and method; keep one of them");
        return;
      }
    }
    rules.add(new AccessRule(pattern, named, access));
  }
}
