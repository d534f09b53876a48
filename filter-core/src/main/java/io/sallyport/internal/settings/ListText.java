package io.sallyport.internal.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into a list. Commas separate the elements, except inside double quotes, which are
 * kept.
 */
final class ListText {

  private ListText() {}

  /** The elements without white space around them. Empty ones are left out. */
  static List<String> split(String text) {
    List<String> elements = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && text.charAt(i) == '"') {
        quoted = !quoted;
      }
      if (i == text.length() || (text.charAt(i) == ',' && !quoted)) {
        String element = text.substring(start, i).trim();
        if (!element.isEmpty()) {
          elements.add(element);
        }
        start = i + 1;
      }
    }
    return List.copyOf(elements);
  }
}
