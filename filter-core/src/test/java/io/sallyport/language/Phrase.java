package io.sallyport.language;

import java.util.regex.Pattern;

/** Words that this project does not use, and the words to write instead. */
final class Phrase {

  private final Pattern pattern;
  private final String replacement;

  private Phrase(Pattern pattern, String replacement) {
    this.pattern = pattern;
    this.replacement = replacement;
  }

  /**
   * A phrase.
   *
   * @param words a regular expression of whole words in lower case; a blank is any white space
   * @param replacement what to write
   */
  static Phrase of(String words, String replacement) {
    String regex = "\\b(?:" + words.replace(" ", "\\s+") + ")\\b";
    return new Phrase(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), replacement);
  }

  Pattern pattern() {
    return pattern;
  }

  String replacement() {
    return replacement;
  }
}
