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
 * What a client posted, as form or JSON, exactly as received. Read from the body only: what is in a
 * query string is in every log on its way.
 */
final class SubmittedFields {

  /** Longer than anybody's form; the body is read into memory. */
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
   * @throws RejectedLoginException if it is too long, of another media type, garbled or doubled
   */
  static SubmittedFields read(HttpServletRequest request)
      throws IOException, RejectedLoginException {
    String type = mediaType(request);
    boolean form = type.equals(FORM);
    if (!form && !type.equals(JSON)) {
      throw new RejectedLoginException(Rejection.UNSUPPORTED_MEDIA_TYPE);
    }
    byte[] body = body(request);
    return new SubmittedFields(form ? FormFields.parse(body) : members(body), form);
  }

  /** The same, where a body of another type, or none, says that there are no fields. */
  static SubmittedFields readIfAny(HttpServletRequest request)
      throws IOException, RejectedLoginException {
    String type = mediaType(request);
    return type.equals(FORM) || type.equals(JSON)
        ? read(request)
        : new SubmittedFields(Map.of(), false);
  }

  private static String mediaType(HttpServletRequest request) {
    // Not by getContentType, which parses the parameters too: Jetty fails on a charset that it does
    // not know.
    return MediaRange.of(request.getHeader("Content-Type")).type();
  }

  private static byte[] body(HttpServletRequest request)
      throws IOException, RejectedLoginException {
    try {
      return RequestBody.read(request, MAX_BODY_BYTES);
    } catch (UnreadableBodyException e) {
      throw new RejectedLoginException(
          e.isTooLong() ? Rejection.REQUEST_TOO_LARGE : Rejection.MALFORMED_LOGIN);
    }
  }

  // Members that are not text are not ours; a field that is not text is then missing.
  private static Map<String, String> members(byte[] body) throws RejectedLoginException {
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
      throw new RejectedLoginException(Rejection.MALFORMED_LOGIN);
    }
    return members;
  }

  /** The field; empty if it is not there. */
  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Whether a form was posted, as people do, and not JSON. */
  boolean isForm() {
    return form;
  }

  /** Shows nothing of them. */
  @Override
  public String toString() {
    return "SubmittedFields[" + fields.size() + (form ? ", form]" : ", JSON]");
  }
}
