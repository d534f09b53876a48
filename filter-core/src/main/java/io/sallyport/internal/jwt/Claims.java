package io.sallyport.internal.jwt;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token, read by type (RFC 7519, 4). Immutable. A claim of another type than the
 * one that is read counts as missing, unless the method says otherwise.
 */
public final class Claims {

  // The end of the year 9999.
  private static final double MAX_DATE = 253_402_300_799d;

  private final Map<String, Object> members;

  private Claims(Map<String, Object> members) {
    this.members = members;
  }

  /** Copies the claims from a map. */
  public static Claims of(Map<String, ?> members) {
    return new Claims(Collections.unmodifiableMap(new HashMap<>(members)));
  }

  /** Reads the verified claims of a caller who was authenticated by a token. */
  public static Claims of(AuthPrincipal caller) {
    return new Claims(caller.claims());
  }

  /**
   * Parses a JSON object.
   *
   * @throws JsonFormatException if the text is anything else
   */
  static Claims parse(byte[] utf8) throws JsonFormatException {
    return new Claims(StrictJson.parseObject(utf8));
  }

  /** Whether the claim is present, whatever its value. */
  boolean has(String name) {
    return members.containsKey(name);
  }

  /** Whether any of the claims is present. */
  boolean hasAny(List<String> names) {
    for (String name : names) {
      if (members.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the claim is missing or null. */
  boolean isMissing(String name) {
    return members.get(name) == null;
  }

  /** Whether the claim is a string, even an empty one. */
  boolean isText(String name) {
    return members.get(name) instanceof String;
  }

  /** Whether the claim is this string. Compares byte for byte. */
  boolean isText(String name, String text) {
    return text.equals(members.get(name));
  }

  /** Whether the claim is {@code true}. */
  boolean isTrue(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /** The string of a claim; empty if it is missing. */
  public String text(String name) {
    Object value = members.get(name);
    return value instanceof String ? (String) value : "";
  }

  /** The string of a claim, unless it is empty. */
  public Optional<String> findText(String name) {
    return Optional.of(text(name)).filter(value -> !value.isEmpty());
  }

  /** The strings of a claim that is one string or an array of strings; empty for anything else. */
  public List<String> texts(String name) {
    return findTexts(members.get(name)).orElse(List.of());
  }

  /** The strings of a value that is one string or an array of strings. */
  @SuppressWarnings("unchecked")
  static Optional<List<String>> findTexts(@Nullable Object value) {
    if (value instanceof String) {
      return Optional.of(List.of((String) value));
    }
    // Not copied: an attacker chooses the length.
    return value instanceof List && isTexts((List<?>) value)
        ? Optional.of((List<String>) value)
        : Optional.empty();
  }

  private static boolean isTexts(Collection<?> values) {
    for (@Nullable Object value : values) {
      if (!(value instanceof String)) {
        return false;
      }
    }
    return true;
  }

  /** The members of a claim that is an object. */
  Optional<Claims> findObject(String name) {
    Object value = members.get(name);
    return value instanceof Map ? Optional.of(new Claims(asMembers(value))) : Optional.empty();
  }

  // Objects are parsed by StrictJson, so that every name is a string.
  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMembers(Object object) {
    return (Map<String, Object>) object;
  }

  /** The number of a claim. */
  public OptionalDouble findNumber(String name) {
    Object value = members.get(name);
    return value instanceof Number
        ? OptionalDouble.of(((Number) value).doubleValue())
        : OptionalDouble.empty();
  }

  /** The number of a claim that is a whole number of at most 18 digits. */
  public OptionalLong findLong(String name) {
    Object value = members.get(name);
    return value instanceof Long ? OptionalLong.of((Long) value) : OptionalLong.empty();
  }

  /**
   * The seconds since 1970 of a claim that is a date, with fractions (RFC 7519, 2).
   *
   * @throws RejectedTokenException if the claim is present and not a date up to the year 9999
   */
  OptionalDouble findDate(String name) throws RejectedTokenException {
    if (!members.containsKey(name)) {
      return OptionalDouble.empty();
    }
    OptionalDouble seconds = findNumber(name);
    if (seconds.isEmpty()) {
      throw malformed(name + " is not a number");
    }
    // Written so that NaN is rejected too.
    if (!(Math.abs(seconds.getAsDouble()) <= MAX_DATE)) {
      throw malformed(name + " is beyond the year 9999");
    }
    return seconds;
  }

  private static RejectedTokenException malformed(String facts) {
    return new RejectedTokenException(Rejection.MALFORMED_CLAIM, facts);
  }

  /** The value at a path; null if it is missing or null. See {@link ClaimPath}. */
  @Nullable Object find(ClaimPath path) {
    return path.find(members);
  }

  /** The same claims without those whose name begins with this prefix. */
  Claims withoutPrefix(String prefix) {
    boolean found = false;
    for (String name : members.keySet()) {
      found |= name.startsWith(prefix);
    }
    if (!found) {
      return this;
    }
    Map<String, Object> rest = new HashMap<>(members);
    rest.keySet().removeIf(name -> name.startsWith(prefix));
    return new Claims(Collections.unmodifiableMap(rest));
  }

  /** The number of claims. */
  public int size() {
    return members.size();
  }

  /** The claims as an unmodifiable map, for {@link AuthPrincipal#claims()}. */
  public Map<String, Object> asMap() {
    return members;
  }

  /** Shows no claim. */
  @Override
  public String toString() {
    return "Claims[" + members.size() + "]";
  }
}
