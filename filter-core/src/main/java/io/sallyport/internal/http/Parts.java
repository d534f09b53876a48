package io.sallyport.internal.http;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The parts of a text between separators, one after the other, empty ones too. It takes the place
 * of {@link String#split}, whose regular expressions can take time squared in the length of what a
 * client sent, and which keeps all parts at the same time.
 */
public final class Parts implements Iterable<String> {

  private final String text;
  private final char separator;

  private Parts(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  /** The parts of a text; one, the text itself, where there is no separator. */
  public static Parts of(String text, char separator) {
    return new Parts(text, separator);
  }

  /** What stands before the first separator; the whole text where there is none. */
  public static String before(String text, char separator) {
    int end = text.indexOf(separator);
    return end < 0 ? text : text.substring(0, end);
  }

  @Override
  public Iterator<String> iterator() {
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at <= text.length();
      }

      @Override
      public String next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int end = text.indexOf(separator, at);
        String part = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() + 1 : end + 1;
        return part;
      }
    };
  }
}
