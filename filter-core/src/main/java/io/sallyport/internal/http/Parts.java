package io.sallyport.internal.http;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Iterates over the parts of a text between separators, including empty parts. It replaces {@link
 * String#split}, which can take quadratic time in the length of a client's text and keeps all parts
 * in memory.
 */
public final class Parts implements Iterable<String> {

  private final String text;
  private final char separator;

  private Parts(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  /** The parts of a text; the text itself if there is no separator. */
  public static Parts of(String text, char separator) {
    return new Parts(text, separator);
  }

  /** The text before the first separator; the whole text if there is none. */
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
