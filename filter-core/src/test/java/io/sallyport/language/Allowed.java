package io.sallyport.language;

import java.util.regex.Pattern;

/** A phrase that stands in one file for a reason. */
final class Allowed {

  private final String file;
  private final String words;
  private final Pattern pattern;

  private Allowed(String file, String words) {
    this.file = file;
    this.words = words;
    this.pattern = Pattern.compile(Pattern.quote(words).replace(" ", "\\E\\s+\\Q"));
  }

  /**
   * An exception.
   *
   * @param file the name of the file, without its folder
   * @param words the exact text around the phrase
   * @param reason why the phrase stands there
   */
  static Allowed of(String file, String words, String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("give a reason for \"" + words + "\"");
    }
    return new Allowed(file, words);
  }

  /** Blanks the words, if this is their file. */
  String removeFrom(String fileName, String text) {
    return file.equals(fileName)
        ? pattern
            .matcher(text)
            .replaceAll(found -> found.group().replaceAll("[^\n]", String.valueOf(JavaText.GAP)))
        : text;
  }

  @Override
  public String toString() {
    return file + ": " + words;
  }
}
