package io.sallyport.internal.access;

import io.sallyport.identity.CallerIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what where. The most specific pattern that matches the path decides (Servlet 5.0,
 * 13.8.3): exact, then the longest prefix, then the extension, then {@code /}. Among the rules of
 * that pattern the one that names the method decides, else the one for all methods.
 *
 * <p>Stricter than the specification in two places: a path that no pattern matches is refused, and
 * so is a method that the deciding pattern's rules do not name.
 */
public final class AccessRules {

  private static final Comparator<AccessRule> BY_SPECIFICITY =
      Comparator.comparing((AccessRule rule) -> rule.pattern().form())
          .thenComparing(rule -> -rule.pattern().length());

  private final List<AccessRule> rules;
  private final Map<String, MethodAccess> exact;
  private final PathPattern[] patterns;
  private final MethodAccess[] accesses;

  private AccessRules(List<AccessRule> inAnyOrder) {
    this.rules = new ArrayList<>(inAnyOrder);
    this.rules.sort(BY_SPECIFICITY);
    Map<PathPattern, List<AccessRule>> byPattern = new LinkedHashMap<>();
    for (AccessRule rule : rules) {
      byPattern.computeIfAbsent(rule.pattern(), ignored -> new ArrayList<>()).add(rule);
    }
    this.exact = new HashMap<>();
    List<PathPattern> others = new ArrayList<>();
    List<MethodAccess> othersAccess = new ArrayList<>();
    byPattern.forEach(
        (pattern, ofPattern) -> {
          if (pattern.form() == PathPattern.Form.EXACT) {
            exact.put(pattern.toString(), MethodAccess.of(ofPattern));
          } else {
            others.add(pattern);
            othersAccess.add(MethodAccess.of(ofPattern));
          }
        });
    this.patterns = others.toArray(new PathPattern[0]);
    this.accesses = othersAccess.toArray(new MethodAccess[0]);
  }

  /**
   * Reads rules.
   *
   * @throws RuleFormatException naming every line that cannot be used
   */
  public static AccessRules parse(String text) throws RuleFormatException {
    return new AccessRules(RuleParser.parse(text));
  }

  /** Every path needs a caller; which, does not matter. */
  public static AccessRules authenticatedEverywhere() {
    PathPattern all = PathPattern.parse("/*").orElseThrow();
    return new AccessRules(List.of(new AccessRule(all, Set.of(), Access.authenticated())));
  }

  /** Every path is open: who may do what is the container's to decide. */
  public static AccessRules openEverywhere() {
    PathPattern all = PathPattern.parse("/*").orElseThrow();
    return new AccessRules(List.of(new AccessRule(all, Set.of(), Access.permit())));
  }

  /** Decides; where the path can be read in two ways, the stricter decision counts. */
  public AccessDecision decide(String method, RequestPath path, Optional<CallerIdentity> caller) {
    AccessDecision decision = decide(method, path.text(), path, caller);
    return path.text().equals(path.plain())
        ? decision
        : decision.or(decide(method, path.plain(), path, caller));
  }

  // An ending says nothing about what a servlet does with its path info: there a rule for an ending
  // may ask for more, and opens nothing.
  private AccessDecision decide(
      String method, String text, RequestPath path, Optional<CallerIdentity> caller) {
    AccessDecision decision = decide(method, find(text, true), caller);
    return path.hasPathInfo() ? decision.or(decide(method, find(text, false), caller)) : decision;
  }

  private static AccessDecision decide(
      String method, @Nullable MethodAccess access, Optional<CallerIdentity> caller) {
    if (access == null) {
      return AccessDecision.UNMATCHED;
    }
    Access asked = access.find(method);
    return asked == null ? AccessDecision.UNMATCHED : asked.decide(caller);
  }

  private @Nullable MethodAccess find(String path, boolean byEnding) {
    MethodAccess byName = exact.get(path);
    if (byName != null) {
      return byName;
    }
    for (int i = 0; i < patterns.length; i++) {
      boolean used = byEnding || patterns[i].form() != PathPattern.Form.EXTENSION;
      if (used && patterns[i].matches(path)) {
        return accesses[i];
      }
    }
    return null;
  }

  /** Whether a rule is about this very path or folder, and not just about everything. */
  public boolean names(RequestPath path) {
    return names(path.text()) || names(path.plain());
  }

  private boolean names(String path) {
    if (exact.containsKey(path)) {
      return true;
    }
    for (PathPattern pattern : patterns) {
      if (pattern.form() == PathPattern.Form.PREFIX
          && pattern.length() > 0
          && pattern.matches(path)) {
        return true;
      }
    }
    return false;
  }

  /** Every role that a rule asks for. */
  public Set<String> roleNames() {
    Set<String> names = new LinkedHashSet<>();
    rules.forEach(rule -> names.addAll(rule.access().roles()));
    return names;
  }

  /** The rules that ask for this credential, for the start-up report. */
  public List<String> rulesBy(RuleCredential credential) {
    List<String> lines = new ArrayList<>();
    for (AccessRule rule : rules) {
      if (rule.access().credential().filter(credential::equals).isPresent()) {
        lines.add(rule.toString());
      }
    }
    return lines;
  }

  /** The rules in the order in which they are tried, for the start-up report. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    rules.forEach(rule -> lines.add(rule.toString()));
    return lines;
  }

  /** Patterns that anybody may reach, for the start-up report. */
  public List<String> openPatterns() {
    List<String> open = new ArrayList<>();
    for (AccessRule rule : rules) {
      if (rule.access().isOpen()) {
        open.add(rule.pattern().toString());
      }
    }
    return open;
  }

  /** Rules that decide nothing, or more than their deployer may think; each with the remedy. */
  public List<String> warnings() {
    return RuleWarnings.of(rules);
  }
}
