package io.sallyport.internal.engine;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Translates role names of a token or a container login to those of the application. A prefix is
 * removed, then names are replaced. A name without a replacement is kept.
 */
public final class RoleNames {

  private static final RoleNames UNCHANGED = new RoleNames("", Map.of());

  private final String prefix;
  private final Map<String, String> replacements;

  private RoleNames(String prefix, Map<String, String> replacements) {
    this.prefix = prefix;
    this.replacements = Map.copyOf(replacements);
  }

  /** Keeps every name. */
  public static RoleNames unchanged() {
    return UNCHANGED;
  }

  /**
   * Creates a translation.
   *
   * @param prefix removed if more characters follow it; may be empty
   * @param replacements by name without the prefix
   */
  public static RoleNames of(String prefix, Map<String, String> replacements) {
    return new RoleNames(prefix, replacements);
  }

  /** Translates names. Blank results are dropped. */
  public Set<String> translate(Collection<String> roles) {
    Set<String> translated = new LinkedHashSet<>();
    for (String role : roles) {
      String bare = strip(role);
      String name = replacements.getOrDefault(bare, bare);
      if (!name.isBlank()) {
        translated.add(name);
      }
    }
    return translated;
  }

  private String strip(String role) {
    boolean prefixed =
        !prefix.isEmpty() && role.length() > prefix.length() && role.startsWith(prefix);
    return prefixed ? role.substring(prefix.length()) : role;
  }
}
