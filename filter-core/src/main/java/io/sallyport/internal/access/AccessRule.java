package io.sallyport.internal.access;

import java.util.Set;

/** An access rule: a pattern, methods (none means all), and what it requires. */
final class AccessRule {

  private final PathPattern pattern;
  private final Set<String> methods;
  private final Access access;

  AccessRule(PathPattern pattern, Set<String> methods, Access access) {
    this.pattern = pattern;
    this.methods = Set.copyOf(methods);
    this.access = access;
  }

  PathPattern pattern() {
    return pattern;
  }

  Set<String> methods() {
    return methods;
  }

  Access access() {
    return access;
  }

  @Override
  public String toString() {
    String named =
        methods.isEmpty() ? "" : " " + String.join(",", new java.util.TreeSet<>(methods));
    return pattern + named + " " + access;
  }
}
