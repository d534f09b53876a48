package io.sallyport.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses one JSON object strictly (RFC 8259) in one pass: valid UTF-8, no duplicate member at any
 * depth, nothing after the object, bounded nesting and numbers. Values are {@code String}, {@code
 * Long} (up to 18 digits), {@code Double}, {@code Boolean}, {@code List}, {@code Map} and null.
 */
public final class StrictJson {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_LENGTH = 1000;
  private static final int MAX_LONG_DIGITS = 18;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          // Member names that clients choose must not fill the JVM's string table.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Buffers belong to the factory. Buffers in the server's threads would outlive the
          // application and keep its class loader.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .build();

  private final JsonParser parser;
  private final boolean escapes;

  private StrictJson(JsonParser parser, boolean escapes) {
    this.parser = parser;
    this.escapes = escapes;
  }

  /**
   * Parses an object into an unmodifiable map.
   *
   * @throws JsonFormatException if the bytes are anything else
   */
  public static Map<String, Object> parseObject(byte[] utf8) throws JsonFormatException {
    if (utf8.length == 0) {
      throw new JsonFormatException("empty");
    }
    boolean escapes = Utf8Text.check(utf8);
    try (JsonParser parser = FACTORY.createParser(utf8)) {
      return new StrictJson(parser, escapes).readDocument();
    } catch (IOException | IllegalStateException e) {
      // IllegalStateException: the parser's protection against member names with equal hashes. The
      // cause is dropped, since its message contains the text.
      throw new JsonFormatException("not JSON");
    }
  }

  private Map<String, Object> readDocument() throws IOException, JsonFormatException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new JsonFormatException("not an object");
    }
    Map<String, Object> object = readObject();
    if (parser.nextToken() != null) {
      throw new JsonFormatException("text after the object");
    }
    return object;
  }

  private Map<String, Object> readObject() throws IOException, JsonFormatException {
    Map<String, Object> members = new HashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      checkText(name);
      Object value = readValue(parser.nextToken());
      // A member may be null, so the result of put does not show a duplicate.
      int before = members.size();
      members.put(name, value);
      if (members.size() == before) {
        throw new JsonFormatException("member occurs twice");
      }
    }
    return Collections.unmodifiableMap(members);
  }

  private List<Object> readArray() throws IOException, JsonFormatException {
    List<Object> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(readValue(token));
    }
    return Collections.unmodifiableList(elements);
  }

  // JSON null becomes Java null. The key shows whether a member is missing or null.
  @SuppressWarnings("NullAway")
  private Object readValue(JsonToken token) throws IOException, JsonFormatException {
    switch (token) {
      case VALUE_STRING:
        return checkText(parser.getText());
      case VALUE_NUMBER_INT:
        return readWhole();
      case VALUE_NUMBER_FLOAT:
        return parser.getDoubleValue();
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      case VALUE_NULL:
        return null;
      case START_ARRAY:
        return readArray();
      case START_OBJECT:
        return readObject();
      default:
        throw new JsonFormatException("not JSON");
    }
  }

  // Never as BigInteger: parsing takes quadratic time in the number of digits.
  private Object readWhole() throws IOException {
    return parser.getTextLength() <= MAX_LONG_DIGITS
        ? (Object) parser.getLongValue()
        : (Object) Double.parseDouble(parser.getText());
  }

  private String checkText(String text) throws JsonFormatException {
    if (escapes) {
      Utf8Text.checkSurrogates(text);
    }
    return text;
  }

  static JsonFactory factory() {
    return FACTORY;
  }
}
