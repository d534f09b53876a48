package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Name, password and way back as a client posted them, exactly as received: not trimmed, folded or
 * cut. Read from the body only; a password in a query string would be in every log on its way.
 */
final class SubmittedLogin {

  /** Longer than anybody's form; the body is read into memory. */
  private static final int MAX_BODY_BYTES = 16 * 1024;

  /** The form's field names: ours, and those of the Servlet specification's FORM login. */
  private static final String[] NAME_FIELDS = {"username", "j_username"};

  private static final String[] PASSWORD_FIELDS = {"password", "j_password"};

  private final String name;
  private final String password;
  private final String returnTo;
  private final boolean form;

  private SubmittedLogin(String name, String password, String returnTo, boolean form) {
    this.name = name;
    this.password = password;
    this.returnTo = returnTo;
    this.form = form;
  }

  /**
   * Reads the body of a POST.
   *
   * @throws RefusedLoginException if it is too long, of another media type, incomplete or doubled
   */
  static SubmittedLogin read(HttpServletRequest request, String returnParameter)
      throws IOException, RefusedLoginException {
    String type = mediaType(request);
    boolean form = type.equals("application/x-www-form-urlencoded");
    if (!form && !type.equals("application/json")) {
      throw new RefusedLoginException(Rejection.UNSUPPORTED_MEDIA_TYPE);
    }
    if (request.getQueryString() != null && hasCredentials(request.getQueryString())) {
      throw new RefusedLoginException(Rejection.MALFORMED_LOGIN);
    }
    byte[] body = body(request);
    Map<String, String> fields = form ? FormFields.parse(body) : members(body);
    return new SubmittedLogin(
        required(fields, NAME_FIELDS),
        required(fields, PASSWORD_FIELDS),
        fields.getOrDefault(returnParameter, ""),
        form);
  }

  private static String mediaType(HttpServletRequest request) {
    String type = Optional.ofNullable(request.getContentType()).orElse("");
    int parameters = type.indexOf(';');
    String bare = parameters < 0 ? type : type.substring(0, parameters);
    return bare.trim().toLowerCase(Locale.ROOT);
  }

  private static boolean hasCredentials(String query) {
    for (String parameter : query.split("&", -1)) {
      String field = parameter.split("=", 2)[0];
      if (isOneOf(NAME_FIELDS, field) || isOneOf(PASSWORD_FIELDS, field)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOneOf(String[] names, String name) {
    for (String candidate : names) {
      if (candidate.equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] body(HttpServletRequest request) throws IOException, RefusedLoginException {
    if (request.getContentLengthLong() > MAX_BODY_BYTES) {
      throw new RefusedLoginException(Rejection.LOGIN_TOO_LARGE);
    }
    byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new RefusedLoginException(Rejection.LOGIN_TOO_LARGE);
    }
    return body;
  }

  // Members that are not text are not ours; a name or password that is not text is then missing.
  private static Map<String, String> members(byte[] body) throws RefusedLoginException {
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
      throw new RefusedLoginException(Rejection.MALFORMED_LOGIN);
    }
    return members;
  }

  private static String required(Map<String, String> fields, String[] names)
      throws RefusedLoginException {
    String found = "";
    for (String name : names) {
      String value = fields.getOrDefault(name, "");
      if (!value.isEmpty() && !found.isEmpty()) {
        throw new RefusedLoginException(Rejection.MALFORMED_LOGIN);
      }
      found = value.isEmpty() ? found : value;
    }
    if (found.isEmpty()) {
      throw new RefusedLoginException(Rejection.MALFORMED_LOGIN);
    }
    return found;
  }

  String name() {
    return name;
  }

  String password() {
    return password;
  }

  /** Where the caller wanted to go, unchecked; empty if nowhere. */
  String unverifiedReturnTo() {
    return returnTo;
  }

  /** Whether a form was posted, as people do, and not JSON. */
  boolean isForm() {
    return form;
  }

  /** Shows neither name nor password. */
  @Override
  public String toString() {
    return "SubmittedLogin[" + (form ? "form" : "JSON") + "]";
  }
}
