package io.sallyport.internal.jwt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The path to a claim: member names separated by dots, {@code realm_access.roles}. {@code []} after
 * a name continues with each element of an array: {@code roles[].name}. A name with dots or
 * brackets is put in double quotes: {@code "https://app.example/roles"}.
 */
public final class ClaimPath {

  private static final Object NO_ARRAY = new Object();

  private final String[] names;
  private final boolean[] arrays;

  ClaimPath(List<String> names, List<Boolean> arrays) {
    this.names = names.toArray(new String[0]);
    this.arrays = new boolean[this.names.length];
    for (int i = 0; i < this.arrays.length; i++) {
      this.arrays[i] = arrays.get(i);
    }
  }

  /**
   * Parses a path.
   *
   * @throws IllegalArgumentException if a name is empty or a quote is not closed; the message is
   *     for the deployer
   */
  public static ClaimPath parse(String text) {
    return new ClaimPathParser(text).parse();
  }

  /** Creates a path of these names, which may have any characters. */
  static ClaimPath of(List<String> names) {
    List<Boolean> none = new ArrayList<>();
    names.forEach(name -> none.add(false));
    return new ClaimPath(names, none);
  }

  /** Whether the path leads to several values, through an array. */
  public boolean isMultiple() {
    boolean any = false;
    for (boolean array : arrays) {
      any |= array;
    }
    return any;
  }

  /**
   * The value at this path; null if it is missing or null. For a path through an array, the list of
   * the values of all elements, with arrays flattened. An element without a value contributes a
   * value that is not a string.
   */
  @Nullable Object find(Map<String, Object> claims) {
    return find(claims, 0);
  }

  private @Nullable Object find(@Nullable Object members, int from) {
    Object value = members;
    for (int i = from; i < names.length && value != null; i++) {
      value = value instanceof Map ? ((Map<?, ?>) value).get(names[i]) : null;
      if (arrays[i] && value != null) {
        return value instanceof Collection ? findInEach((Collection<?>) value, i + 1) : NO_ARRAY;
      }
    }
    return value;
  }

  private List<Object> findInEach(Collection<?> elements, int from) {
    List<Object> found = new ArrayList<>();
    for (Object element : elements) {
      Object value = find(element, from);
      if (value instanceof Collection) {
        found.addAll((Collection<?>) value);
      } else {
        found.add(value == null ? NO_ARRAY : value);
      }
    }
    return found;
  }

  /** Puts a value at this path. Through an array, each value of a list gets its own element. */
  public void put(Map<String, Object> claims, Object value) {
    put(claims, 0, value);
  }

  @SuppressWarnings("unchecked")
  private void put(Map<String, Object> claims, int at, Object value) {
    if (at == names.length - 1) {
      claims.put(names[at], value);
    } else if (arrays[at]) {
      claims.put(names[at], elements(at + 1, value));
    } else {
      Object inner =
          claims.computeIfAbsent(names[at], ignored -> new LinkedHashMap<String, Object>());
      put((Map<String, Object>) inner, at + 1, value);
    }
  }

  private List<Object> elements(int at, Object value) {
    List<Object> elements = new ArrayList<>();
    for (Object each : value instanceof Collection ? (Collection<?>) value : List.of(value)) {
      Map<String, Object> element = new LinkedHashMap<>();
      put(element, at, each);
      elements.add(element);
    }
    return elements;
  }

  /** Whether the claim is a scope: one string of names separated by spaces (RFC 6749, 3.3). */
  boolean isScope() {
    String last = names[names.length - 1];
    return last.equals("scope") || last.equals("scp");
  }

  /** The name of the first claim. */
  String claim() {
    return names[0];
  }

  /** As in the settings, but without quotes. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      text.append(i == 0 ? "" : ".").append(names[i]).append(arrays[i] ? "[]" : "");
    }
    return text.toString();
  }
}
