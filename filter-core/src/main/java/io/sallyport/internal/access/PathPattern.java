package io.sallyport.internal.access;

import java.util.Optional;

/**
 * A URL pattern of the Servlet specification (5.0, 12.2): {@code /exact}, {@code /prefix/*}, {@code
 * *.extension}, {@code /} for all other paths. It is case-sensitive.
 */
final class PathPattern {

  /** The forms, the most specific first. */
  enum Form {
    EXACT,
    PREFIX,
    EXTENSION,
    DEFAULT
  }

  private final Form form;
  private final String text;
  // The exact path, the prefix without /*, the extension without the star and dot.
  private final String part;

  private PathPattern(Form form, String text, String part) {
    this.form = form;
    this.text = text;
    this.part = part;
  }

  /** Parses a pattern; empty if the specification has no such form. */
  static Optional<PathPattern> parse(String text) {
    if (text.startsWith("*.")) {
      String extension = text.substring(2);
      boolean plain = !extension.isEmpty() && extension.indexOf('/') < 0 && !hasStar(extension);
      return plain ? pattern(Form.EXTENSION, text, extension) : Optional.empty();
    }
    if (!text.startsWith("/")) {
      return Optional.empty();
    }
    if (text.equals("/")) {
      return pattern(Form.DEFAULT, text, "");
    }
    if (text.endsWith("/*")) {
      String prefix = text.substring(0, text.length() - 2);
      return hasStar(prefix) ? Optional.empty() : pattern(Form.PREFIX, text, prefix);
    }
    return hasStar(text) ? Optional.empty() : pattern(Form.EXACT, text, text);
  }

  private static Optional<PathPattern> pattern(Form form, String text, String part) {
    return Optional.of(new PathPattern(form, text, part));
  }

  private static boolean hasStar(String text) {
    return text.indexOf('*') >= 0;
  }

  boolean matches(String path) {
    switch (form) {
      case EXACT:
        return path.equals(part);
      case PREFIX:
        // /a/* matches /a and everything below it, but not /ab.
        return path.startsWith(part)
            && (path.length() == part.length() || path.charAt(part.length()) == '/');
      case EXTENSION:
        return hasExtension(path);
      default:
        return true;
    }
  }

  private boolean hasExtension(String path) {
    int dot = path.length() - part.length() - 1;
    return dot > path.lastIndexOf('/') && path.charAt(dot) == '.' && path.endsWith(part);
  }

  Form form() {
    return form;
  }

  int length() {
    return part.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathPattern && text.equals(((PathPattern) other).text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
