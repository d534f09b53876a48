package io.sallyport.internal.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Replaces {@code ${env:NAME}}, {@code ${sys:NAME}}, {@code ${conf:NAME}}, {@code ${file:/path}}
 * and {@code ${jndi:java:comp/env/name}} inside a value. A default may follow the name: {@code
 * ${env:NAME:default}}. Substituted values are not expanded again.
 */
final class References {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)\\}");
  private static final Pattern PARTS =
      Pattern.compile(
          "(env|sys|conf|file|jndi):((?:java:|[A-Za-z]:[\\\\/])?[^:]*)(?::(.*))?", Pattern.DOTALL);

  private final ParameterSource source;

  References(ParameterSource source) {
    this.source = source;
  }

  static boolean isIn(String text) {
    return REFERENCE.matcher(text).find();
  }

  /**
   * The text with every reference replaced.
   *
   * @throws UnresolvedException if one has neither value nor default
   */
  String expand(String text) throws UnresolvedException {
    Matcher references = REFERENCE.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (references.find()) {
      references.appendReplacement(expanded, Matcher.quoteReplacement(value(references.group(1))));
    }
    return references.appendTail(expanded).toString();
  }

  private String value(String reference) throws UnresolvedException {
    Matcher parts = PARTS.matcher(reference);
    if (!parts.matches()) {
      throw new UnresolvedException(
          reference, "use ${env:NAME}, ${sys:NAME}, ${conf:NAME}, ${file:/path} or ${jndi:name}");
    }
    Optional<String> found = find(parts.group(1), parts.group(2));
    String fallback = parts.group(3);
    if (found.isEmpty() && fallback == null) {
      throw new UnresolvedException(reference, "set it, or add a default as ${...:default}");
    }
    return found.orElse(fallback == null ? "" : fallback);
  }

  private Optional<String> find(String type, String name) {
    switch (type) {
      case "env":
        return source.findVariable(name);
      case "sys":
        return source.findProperty(name);
      case "conf":
        return source.findOutside(name);
      case "file":
        return readFile(name);
      default:
        return lookUp(name);
    }
  }

  private static Optional<String> readFile(String name) {
    try {
      String text = new String(Files.readAllBytes(Path.of(name)), StandardCharsets.UTF_8);
      return Optional.of(text.replaceFirst("\\R\\z", ""));
    } catch (IOException | InvalidPathException e) {
      // Counts as absent: the problem names the reference, which contains the path.
      return Optional.empty();
    }
  }

  // Only names of the server: another scheme could load code from a remote address.
  @SuppressWarnings("BanJNDI")
  private static Optional<String> lookUp(String name) {
    if (!name.startsWith("java:")) {
      return Optional.empty();
    }
    try {
      Object value = new InitialContext().lookup(name);
      return value == null ? Optional.empty() : Optional.of(value.toString());
    } catch (NamingException e) {
      return Optional.empty();
    }
  }

  /** A reference that has no value. The message contains the reference, never a value. */
  static final class UnresolvedException extends Exception {

    private static final long serialVersionUID = 1L;

    UnresolvedException(String reference, String remedy) {
      // A default may be a secret, so only the part before it is shown.
      super("${" + withoutDefault(reference) + "} has no value; " + remedy);
    }

    private static String withoutDefault(String reference) {
      Matcher parts = PARTS.matcher(reference);
      return parts.matches() ? parts.group(1) + ":" + parts.group(2) : "...";
    }
  }
}
