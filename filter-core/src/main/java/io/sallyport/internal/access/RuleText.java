package io.sallyport.internal.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits the text of rules into lines (also separated by semicolons) and words. Inside double
 * quotes, separators and comments are plain text.
 */
final class RuleText {

  private RuleText() {}

  /** The lines without comments, in order, with empty lines, so that they can be counted. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    boolean quoted = false;
    boolean comment = false;
    for (char c : (text.replace("\r\n", "\n") + "\n").toCharArray()) {
      boolean newLine = c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029' || c == '\u0085';
      if (newLine || (c == ';' && !quoted)) {
        lines.add(line.toString().trim());
        line.setLength(0);
        quoted = false;
        comment = false;
        continue;
      }
      quoted ^= c == '"' && !comment;
      comment |= c == '#' && !quoted && endsInWhiteSpace(line);
      if (!comment) {
        line.append(c);
      }
    }
    return lines;
  }

  private static boolean endsInWhiteSpace(CharSequence line) {
    return line.length() == 0 || Character.isWhitespace(line.charAt(line.length() - 1));
  }

  /** The words of a line, with their quotes. */
  static List<String> words(String line) {
    return split(line, ' ');
  }

  /** The roles of a word; empty if one is empty or its quotes are unbalanced. */
  static Optional<List<String>> roles(String word) {
    List<String> roles = new ArrayList<>();
    for (String written : split(word, ',')) {
      Optional<String> role = role(written);
      if (role.isEmpty()) {
        return Optional.empty();
      }
      roles.add(role.get());
    }
    return Optional.of(roles);
  }

  // A blank as separator stands for any white space, and runs of it count once. Commas do not.
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean end = i == text.length();
      quoted ^= !end && text.charAt(i) == '"';
      if (end || (!quoted && isSeparator(text.charAt(i), separator))) {
        if (separator != ' ' || i > start) {
          parts.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return parts;
  }

  private static boolean isSeparator(char c, char separator) {
    return separator == ' ' ? Character.isWhitespace(c) : c == separator;
  }

  private static Optional<String> role(String written) {
    if (written.indexOf('"') < 0) {
      return Optional.of(written).filter(role -> !role.isEmpty());
    }
    boolean whole = written.length() > 2 && written.startsWith("\"") && written.endsWith("\"");
    String inner = whole ? written.substring(1, written.length() - 1) : "";
    boolean odd = inner.replace("\"\"", "").indexOf('"') >= 0;
    String role = inner.replace("\"\"", "\"");
    return role.isBlank() || odd ? Optional.empty() : Optional.of(role);
  }
}
