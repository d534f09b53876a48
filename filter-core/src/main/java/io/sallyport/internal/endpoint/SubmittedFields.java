package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.http.MediaRange;
import io.sallyport.internal.http.RequestBody;
import io.sallyport.internal.http.UnreadableBodyException;
import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The fields that a client posted, as form or JSON, exactly as received. They are read from the
 * body only, because query strings are written to access logs.
 */
final class SubmittedFields {

  /** The maximum length of a body, which is read into memory. */
  private static final int MAX_BODY_BYTES = 16 * 1024;

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private final Map<String, String> fields;
  private final boolean form;

  private SubmittedFields(Map<String, String> fields, boolean form) {
    this.fields = fields;
    this.form = form;
  }

  /**
   * Reads the body of a POST.
   *
   * @throws RejectedBodyException if it is too long, has another media type, cannot be parsed or
   *     has duplicate fields
   */
  static SubmittedFields read(HttpServletRequest request)
      throws IOException, RejectedBodyException {
    String type = mediaType(request);
    boolean form = type.equals(FORM);
    if (!form && !type.equals(JSON)) {
      throw new RejectedBodyException(Rejection.UNSUPPORTED_MEDIA_TYPE);
    }
    byte[] body = body(request);
    return new SubmittedFields(form ? FormFields.parse(body) : members(body), form);
  }

  /** The same, but a body of another media type, or none, has no fields. */
  static SubmittedFields readIfAny(HttpServletRequest request)
      throws IOException, RejectedBodyException {
    String type = mediaType(request);
    return type.equals(FORM) || type.equals(JSON)
        ? read(request)
        : new SubmittedFields(Map.of(), false);
  }

  private static String mediaType(HttpServletRequest request) {
    // getContentType also parses the parameters, and Jetty fails on an unknown charset.
    return MediaRange.of(request.getHeader("Content-Type")).type();
  }

  private static byte[] body(HttpServletRequest request) throws IOException, RejectedBodyException {
    try {
      return RequestBody.read(request, MAX_BODY_BYTES);
    } catch (UnreadableBodyException e) {
      throw new RejectedBodyException(
          e.isTooLong() ? Rejection.REQUEST_TOO_LARGE : Rejection.MALFORMED_LOGIN);
    }
  }

  // Only text members are fields. One that is not text counts as missing.
  private static Map<String, String> members(byte[] body) throws RejectedBodyException {
    Map<String, String> members = new HashMap<>();
    try {
      StrictJson.parseObject(body)
          .forEach(
              (name, value) -> {
                if (value instanceof String) {
                  members.put(name, (String) value);
                }
              });
    } catch (JsonFormatException e) {
      throw new RejectedBodyException(Rejection.MALFORMED_LOGIN);
    }
    return members;
  }

  /** The value of a field; empty if it is missing. */
  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Whether a form was posted, and not JSON. */
  boolean isForm() {
    return form;
  }

  /** Shows no name or value. */
  @Override
  public String toString() {
    return "SubmittedFields[" + fields.size() + (form ? ", form]" : ", JSON]");
  }
}
