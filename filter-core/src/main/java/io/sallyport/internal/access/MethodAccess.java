package io.sallyport.internal.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one pattern by method. Method names are compared exactly. If no rule names HEAD, the
 * rule for GET applies to it.
 */
final class MethodAccess {

  private final Map<String, Access> named;
  private final @Nullable Access all;

  private MethodAccess(Map<String, Access> named, @Nullable Access all) {
    this.named = Map.copyOf(named);
    this.all = all;
  }

  static MethodAccess of(List<AccessRule> rules) {
    Map<String, Access> named = new HashMap<>();
    Access all = null;
    for (AccessRule rule : rules) {
      if (rule.methods().isEmpty()) {
        all = rule.access();
      }
      rule.methods().forEach(method -> named.put(method, rule.access()));
    }
    return new MethodAccess(named, all);
  }

  /** What is required for this method; null if no rule names it. */
  @Nullable Access find(String method) {
    Access own = named.isEmpty() ? null : named.get(method);
    // A HEAD is answered by what answers GET, without the content (RFC 9110, 9.3.2).
    Access asked = own == null && method.equals("HEAD") ? named.get("GET") : own;
    return asked == null ? all : asked;
  }
}
