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
 * Decides which callers are authorized for a method and a path. The most specific pattern that
 * matches the path decides (Servlet 5.0, 13.8.3): exact, then the longest prefix, then the
 * extension, then {@code /}. Among the rules of that pattern the one that names the method decides,
 * otherwise the one for all methods.
 *
 * <p>It is stricter than the specification in two places: a path that no pattern matches is
 * rejected, and so is a method that the rules of the deciding pattern do not name.
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
   * Parses rules.
   *
   * @throws RuleFormatException with a problem for each invalid line
   */
  public static AccessRules parse(String text) throws RuleFormatException {
    return new AccessRules(RuleParser.parse(text));
  }

  /** Rules that require any authenticated caller on every path. */
  public static AccessRules authenticatedEverywhere() {
    PathPattern all = PathPattern.parse("/*").orElseThrow();
    return new AccessRules(List.of(new AccessRule(all, Set.of(), Access.authenticated())));
  }

  /** Rules that permit every path, because the container authorizes. */
  public static AccessRules permitEverywhere() {
    PathPattern all = PathPattern.parse("/*").orElseThrow();
    return new AccessRules(List.of(new AccessRule(all, Set.of(), Access.permit())));
  }

  /** Decides. If the path can be read in two ways, the stricter decision counts. */
  public AccessDecision decide(String method, RequestPath path, Optional<CallerIdentity> caller) {
    AccessDecision decision = decide(method, path.text(), path, caller);
    return path.text().equals(path.plain())
        ? decision
        : decision.or(decide(method, path.plain(), path, caller));
  }

  // The extension says nothing about what a servlet does with its path info. A rule for an
  // extension may be stricter there, but permits nothing.
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

  /** Whether a rule names this path or a folder of it, and not only all paths. */
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

  /** All roles that a rule requires. */
  public Set<String> roleNames() {
    Set<String> names = new LinkedHashSet<>();
    rules.forEach(rule -> names.addAll(rule.access().roles()));
    return names;
  }

  /** The rules that require this credential, for the start-up report. */
  public List<String> rulesBy(RuleCredential credential) {
    List<String> lines = new ArrayList<>();
    for (AccessRule rule : rules) {
      if (rule.access().credential().filter(credential::equals).isPresent()) {
        lines.add(rule.toString());
      }
    }
    return lines;
  }

  /** The rules in the order of evaluation, for the start-up report. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    rules.forEach(rule -> lines.add(rule.toString()));
    return lines;
  }

  /** Patterns that are permitted for everyone, for the start-up report. */
  public List<String> permittedPatterns() {
    List<String> open = new ArrayList<>();
    for (AccessRule rule : rules) {
      if (rule.access().permitsAll()) {
        open.add(rule.pattern().toString());
      }
    }
    return open;
  }

  /** Warnings of rules that never decide or permit more than expected, each with the fix. */
  public List<String> warnings() {
    return RuleWarnings.of(rules);
  }
}
