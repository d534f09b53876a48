package io.sallyport.internal.engine;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * From the role names that a token or an old login uses to those that the application asks for:
 * first a prefix is stripped, then names are replaced. A name without a replacement stays.
 */
public final class RoleNames {

  private static final RoleNames UNCHANGED = new RoleNames("", Map.of());

  private final String prefix;
  private final Map<String, String> replacements;

  private RoleNames(String prefix, Map<String, String> replacements) {
    this.prefix = prefix;
    this.replacements = Map.copyOf(replacements);
  }

  /** Every name as it is. */
  public static RoleNames unchanged() {
    return UNCHANGED;
  }

  /**
   * Names that are stripped and replaced.
   *
   * @param prefix stripped where a name begins with it and something follows; may be empty
   * @param replacements from name (without the prefix) to name
   */
  public static RoleNames of(String prefix, Map<String, String> replacements) {
    return new RoleNames(prefix, replacements);
  }

  /** The application's names; blank ones are dropped. */
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
