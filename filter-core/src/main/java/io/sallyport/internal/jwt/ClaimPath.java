package io.sallyport.internal.jwt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way to a claim: member names nested by dots, {@code realm_access.roles}. A name that itself
 * holds dots stands in double quotes: {@code "https://app.example/roles"}.
 */
public final class ClaimPath {

  private final String[] names;

  private ClaimPath(List<String> names) {
    this.names = names.toArray(new String[0]);
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if a name is empty or a quote is not closed; the message is
   *     for the deployer
   */
  public static ClaimPath parse(String text) {
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at <= text.length()) {
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      int end = quoted ? text.indexOf('"', at + 1) : text.indexOf('.', at);
      if (quoted && end < 0) {
        throw new IllegalArgumentException("has a quote that is not closed");
      }
      int stop = end < 0 ? text.length() : end;
      names.add(text.substring(quoted ? at + 1 : at, stop));
      at = quoted ? stop + 2 : stop + 1;
      if (quoted && stop + 1 < text.length() && text.charAt(stop + 1) != '.') {
        throw new IllegalArgumentException("has something behind a quoted name that is not a dot");
      }
      if (quoted && stop + 1 >= text.length()) {
        break;
      }
    }
    if (names.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("has an empty name in a path");
    }
    return new ClaimPath(names);
  }

  /** A path of these names, whatever they hold. */
  static ClaimPath of(List<String> names) {
    return new ClaimPath(names);
  }

  /** The value there; null if there is none or it is null. */
  @Nullable Object find(Map<String, Object> claims) {
    Object value = claims.get(names[0]);
    for (int i = 1; i < names.length && value != null; i++) {
      value = value instanceof Map ? ((Map<?, ?>) value).get(names[i]) : null;
    }
    return value;
  }

  /** Puts a value there, nested as the path says. */
  @SuppressWarnings("unchecked")
  void put(Map<String, Object> claims, Object value) {
    Map<String, Object> at = claims;
    for (int i = 0; i < names.length - 1; i++) {
      at =
          (Map<String, Object>)
              at.computeIfAbsent(names[i], ignored -> new LinkedHashMap<String, Object>());
    }
    at.put(names[names.length - 1], value);
  }

  /** RFC 6749, 3.3: a scope is one text of names separated by blanks. */
  boolean isScope() {
    String last = names[names.length - 1];
    return last.equals("scope") || last.equals("scp");
  }
}
