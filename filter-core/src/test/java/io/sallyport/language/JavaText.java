package io.sallyport.language;

/**
 * Splits Java source into its string literals and its comments. Both texts are as long as the
 * source, and everything else in them is {@link #GAP}, so that a position has the same line in all
 * three.
 */
final class JavaText {

  /** Separates texts that do not belong together. No phrase contains it. */
  static final char GAP = '\u0001';

  private final String source;
  private final StringBuilder strings;
  private final StringBuilder comments;
  private int stringEnd;
  private int commentEnd;

  private JavaText(String source) {
    this.source = source;
    String nothing = source.replaceAll("[^\n]", String.valueOf(GAP));
    this.strings = new StringBuilder(nothing);
    this.comments = new StringBuilder(nothing);
  }

  static JavaText of(String source) {
    JavaText text = new JavaText(source);
    int at = 0;
    while (at < source.length()) {
      at = text.read(at);
    }
    return text;
  }

  private int read(int at) {
    if (source.startsWith("//", at)) {
      return comment(at, at + 2, end("\n", at), 0);
    }
    if (source.startsWith("/*", at)) {
      return comment(at, at + 2, end("*/", at + 2), 2);
    }
    if (source.startsWith("\"\"\"", at)) {
      return string(at, at + 3, end("\"\"\"", at + 3), 3);
    }
    if (source.charAt(at) == '"') {
      return string(at, at + 1, literalEnd('"', at + 1), 1);
    }
    return source.charAt(at) == '\'' ? literalEnd('\'', at + 1) + 1 : at + 1;
  }

  private int comment(int at, int from, int to, int delimiter) {
    if (commentEnd > 0 && source.substring(commentEnd, at).isBlank()) {
      copy(comments, commentEnd, from, " ".repeat(from - commentEnd));
    }
    copy(comments, from, to, withoutLeaders(source.substring(from, to)));
    commentEnd = to + delimiter;
    return commentEnd;
  }

  /** Strings that are joined by a plus belong together. */
  private int string(int at, int from, int to, int delimiter) {
    if (stringEnd > 0 && source.substring(stringEnd, at).matches("[\\s+]*")) {
      copy(strings, stringEnd - delimiter, from, " ".repeat(from - stringEnd + delimiter));
    }
    copy(strings, from, to, source.substring(from, to).replaceAll("\\\\.", "  "));
    stringEnd = to + delimiter;
    return stringEnd;
  }

  private void copy(StringBuilder target, int from, int to, String text) {
    for (int i = from; i < to; i++) {
      if (source.charAt(i) != '\n') {
        target.setCharAt(i, text.charAt(i - from));
      }
    }
  }

  private int end(String delimiter, int from) {
    int end = source.indexOf(delimiter, from);
    return end < 0 ? source.length() : end;
  }

  private int literalEnd(char quote, int from) {
    int at = from;
    while (at < source.length() && source.charAt(at) != quote) {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }

  // The stars at the beginning of the lines of a comment.
  private static String withoutLeaders(String comment) {
    StringBuilder text = new StringBuilder(comment);
    boolean leading = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      leading = c == '\n' || (leading && (c == ' ' || c == '*'));
      if (leading && c == '*') {
        text.setCharAt(i, ' ');
      }
    }
    return text.toString();
  }

  String strings() {
    return strings.toString();
  }

  String comments() {
    return comments.toString();
  }
}
