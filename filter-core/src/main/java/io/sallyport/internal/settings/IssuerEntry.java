package io.sallyport.internal.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One issuer of {@code auth.jwt.trusted-issuers}: {@code https://id.example audience=expenses
 * provider=keycloak}.
 */
public final class IssuerEntry {

  private static final Set<String> NAMES =
      Set.of("audience", "keys", "provider", "name-claims", "role-paths", "name-prefix");

  private final String issuer;
  private final Map<String, String> values;

  private IssuerEntry(String issuer, Map<String, String> values) {
    this.issuer = issuer;
    this.values = Map.copyOf(values);
  }

  /** The problem of a setting's text with its fix; empty if the text is valid. */
  static Optional<String> findProblem(String text) {
    Set<String> issuers = new HashSet<>();
    for (String line : lines(text)) {
      Optional<String> problem = findProblemIn(line);
      if (problem.isPresent()) {
        return problem;
      }
      if (!issuers.add(words(line)[0])) {
        return Optional.of("issuer \"" + words(line)[0] + "\" occurs twice; name each issuer once");
      }
    }
    return issuers.isEmpty()
        ? Optional.of("use lines such as: https://id.example audience=expenses")
        : Optional.empty();
  }

  private static Optional<String> findProblemIn(String line) {
    String[] words = words(line);
    Map<String, String> seen = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      String name = equals < 0 ? words[i] : words[i].substring(0, equals);
      if (!NAMES.contains(name) || equals == words[i].length() - 1 || equals < 0) {
        return Optional.of(
            "\""
                + words[i]
                + "\" is unknown or has no value; after an issuer use audience=, keys=, provider=,"
                + " name-claims=, role-paths= or name-prefix=");
      }
      if (seen.put(name, words[i].substring(equals + 1)) != null) {
        return Optional.of(
            name + "= occurs twice; write it once, and separate several values by commas");
      }
    }
    if (!seen.containsKey("audience")) {
      return Optional.of(
          "issuer \"" + words[0] + "\" has no audience (RFC 8725, 3.9); add audience=");
    }
    String provider = seen.get("provider");
    return provider == null ? Optional.empty() : Setting.PROVIDER.kind().findRemedy(provider);
  }

  /** The issuers of a valid text. */
  static List<IssuerEntry> parseAll(String text) {
    List<IssuerEntry> entries = new ArrayList<>();
    for (String line : lines(text)) {
      String[] words = words(line);
      Map<String, String> values = new HashMap<>();
      for (int i = 1; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
      }
      entries.add(new IssuerEntry(words[0], values));
    }
    return entries;
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("[;\\r\\n]+", -1)) {
      if (!line.isBlank()) {
        lines.add(line.trim());
      }
    }
    return lines;
  }

  private static String[] words(String line) {
    return line.split("\\s+", -1);
  }

  /** The {@code iss} of its tokens. */
  public String issuer() {
    return issuer;
  }

  public List<String> audiences() {
    return list("audience");
  }

  /** The location of its keys; if empty, they are discovered. */
  public Optional<String> keys() {
    return Optional.ofNullable(values.get("keys"));
  }

  public Optional<String> provider() {
    return Optional.ofNullable(values.get("provider"));
  }

  /** The claims of the user name; if empty, those of the provider or of the first issuer. */
  public List<String> nameClaims() {
    return list("name-claims");
  }

  /** The paths of the roles; if empty, those of the provider or of the first issuer. */
  public List<String> rolePaths() {
    return list("role-paths");
  }

  /**
   * The prefix of its user names, so that a user of the same name at another issuer is another
   * caller.
   */
  public String namePrefix() {
    return values.getOrDefault("name-prefix", "");
  }

  private List<String> list(String name) {
    return ListText.split(values.getOrDefault(name, ""));
  }

  @Override
  public String toString() {
    return issuer;
  }
}
