package io.sallyport.internal.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads pairs {@code from=to}, separated by commas. A name with a comma or an equals sign is
 * written in double quotes; a quote inside is doubled.
 */
final class PairsText {

  private PairsText() {}

  /** The problem of a text with its fix; empty if the text is valid. */
  static Optional<String> findProblem(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String element : ListText.split(text)) {
      Optional<String> problem = findProblemIn(element, pairs);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /** The pairs of a valid text, in order. */
  static Map<String, String> parse(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    ListText.split(text).forEach(element -> findProblemIn(element, pairs));
    return pairs;
  }

  private static Optional<String> findProblemIn(String element, Map<String, String> pairs) {
    int equals = findEquals(element, 0);
    if (equals < 0) {
      return Optional.of(element + " has no equals sign; use from=to, separated by commas");
    }
    if (findEquals(element, equals + 1) >= 0) {
      return Optional.of(
          element
              + " has several equals signs; put names with commas or equals signs in double quotes,"
              + " such as \"CN=Staff,DC=example\"=staff");
    }
    List<Optional<String>> names =
        List.of(name(element.substring(0, equals)), name(element.substring(equals + 1)));
    if (names.contains(Optional.<String>empty())) {
      return Optional.of(
          element
              + " has an empty side or an open quote; use from=to, and close each double quote");
    }
    return pairs.putIfAbsent(names.get(0).orElseThrow(), names.get(1).orElseThrow()) == null
        ? Optional.empty()
        : Optional.of(names.get(0).orElseThrow() + " occurs twice; name each role once");
  }

  private static int findEquals(String element, int from) {
    boolean quoted = false;
    for (int i = from; i < element.length(); i++) {
      quoted ^= element.charAt(i) == '"';
      if (element.charAt(i) == '=' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<String> name(String written) {
    String text = written.trim();
    if (text.indexOf('"') < 0) {
      return Optional.of(text).filter(name -> !name.isEmpty());
    }
    boolean whole = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
    String inner = whole ? text.substring(1, text.length() - 1) : "";
    String name = inner.replace("\"\"", "\"");
    boolean odd = inner.replace("\"\"", "").indexOf('"') >= 0;
    return name.isBlank() || odd ? Optional.empty() : Optional.of(name);
  }
}
