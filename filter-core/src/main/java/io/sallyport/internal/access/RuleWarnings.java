package io.sallyport.internal.access;

import java.util.ArrayList;
import java.util.List;

/** Rules that decide nothing, or more than their deployer may think. */
final class RuleWarnings {

  private RuleWarnings() {}

  static List<String> of(List<AccessRule> rules) {
    List<String> warnings = new ArrayList<>();
    boolean everything = rules.stream().anyMatch(rule -> rule.pattern().toString().equals("/*"));
    for (AccessRule rule : rules) {
      boolean later = rule.pattern().form().compareTo(PathPattern.Form.PREFIX) > 0;
      if (everything && later) {
        warnings.add(
            "the rule \""
                + rule
                + "\" never decides: /* is more specific, as the Servlet"
                + " specification orders patterns; name the folder instead, such as /static/*");
      } else if (rule.pattern().form() == PathPattern.Form.EXTENSION && rule.access().isOpen()) {
        warnings.add(
            "the rule \""
                + rule
                + "\" opens every path that ends so, also one that a servlet mapped to / or a"
                + " filter answers; name the folder instead, such as /static/*");
      }
    }
    return warnings;
  }
}
