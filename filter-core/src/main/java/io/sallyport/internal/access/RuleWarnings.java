package io.sallyport.internal.access;

import java.util.ArrayList;
import java.util.List;

/** Finds rules that never decide, or that permit more than expected. */
final class RuleWarnings {

  private RuleWarnings() {}

  static List<String> of(List<AccessRule> rules) {
    List<String> warnings = new ArrayList<>();
    boolean everything = rules.stream().anyMatch(rule -> rule.pattern().toString().equals("/*"));
    for (AccessRule rule : rules) {
      boolean later = rule.pattern().form().compareTo(PathPattern.Form.PREFIX) > 0;
      if (everything && later) {
        warnings.add(
            "auth.rules: \""
                + rule
                + "\" is never used, because /* is more specific in the Servlet specification; use"
                + " a prefix such as /static/*");
      } else if (rule.pattern().form() == PathPattern.Form.EXTENSION
          && rule.access().permitsAll()) {
        warnings.add(
            "auth.rules: \""
                + rule
                + "\" permits every path with this extension, also one that a servlet mapped to /"
                + " or a filter handles; use a prefix such as /static/*");
      }
    }
    return warnings;
  }
}
