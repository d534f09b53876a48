package io.sallyport.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of a {@link FakeRequest}, in the order in which they were added. */
final class FakeHeaders {

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  void add(String name, String value) {
    values.computeIfAbsent(key(name), ignored -> new ArrayList<>()).add(value);
  }

  @Nullable String first(String name) {
    List<String> found = values.get(key(name));
    return found == null ? null : found.get(0);
  }

  Enumeration<String> all(String name) {
    return Collections.enumeration(values.getOrDefault(key(name), List.of()));
  }

  Enumeration<String> names() {
    return Collections.enumeration(values.keySet());
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
