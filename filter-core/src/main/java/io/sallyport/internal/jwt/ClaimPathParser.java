package io.sallyport.internal.jwt;

import java.util.ArrayList;
import java.util.List;

/** Parses the text of one claim path. */
final class ClaimPathParser {

  private final String text;
  private final List<String> names = new ArrayList<>();
  private final List<Boolean> arrays = new ArrayList<>();
  private int at;

  ClaimPathParser(String text) {
    this.text = text;
  }

  ClaimPath parse() {
    readName();
    while (at < text.length()) {
      if (text.charAt(at) != '.') {
        throw new IllegalArgumentException("after a name use a dot or []");
      }
      at++;
      readName();
    }
    return new ClaimPath(names, arrays);
  }

  private void readName() {
    String name = at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
    if (name.isEmpty()) {
      throw new IllegalArgumentException("remove the empty name");
    }
    names.add(name);
    boolean array = text.startsWith("[]", at);
    arrays.add(array);
    at += array ? 2 : 0;
  }

  private String quoted() {
    int end = text.indexOf('"', at + 1);
    if (end < 0) {
      throw new IllegalArgumentException("close the double quote");
    }
    String name = text.substring(at + 1, end);
    at = end + 1;
    return name;
  }

  private String plain() {
    int start = at;
    while (at < text.length() && ".[]".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }
}
