package io.sallyport.internal.endpoint;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.http.Parts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Name, password and return URL as a client posted them, exactly as received. They are read from
 * the body only, because query strings are written to access logs.
 */
final class SubmittedLogin {

  /** The field names: ours, and those of the Servlet specification's FORM login. */
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
   * @throws RejectedBodyException if it is too long, has another media type, is incomplete or has
   *     duplicate fields
   */
  static SubmittedLogin read(HttpServletRequest request, String returnParameter)
      throws IOException, RejectedBodyException {
    if (request.getQueryString() != null && hasCredentials(request.getQueryString())) {
      throw new RejectedBodyException(Rejection.MALFORMED_LOGIN);
    }
    SubmittedFields fields = SubmittedFields.read(request);
    return new SubmittedLogin(
        required(fields, NAME_FIELDS),
        required(fields, PASSWORD_FIELDS),
        fields.text(returnParameter),
        fields.isForm());
  }

  private static boolean hasCredentials(String query) {
    for (String parameter : Parts.of(query, '&')) {
      String field = Parts.before(parameter, '=');
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

  private static String required(SubmittedFields fields, String[] names)
      throws RejectedBodyException {
    String found = "";
    for (String name : names) {
      String value = fields.text(name);
      if (!value.isEmpty() && !found.isEmpty()) {
        throw new RejectedBodyException(Rejection.MALFORMED_LOGIN);
      }
      found = value.isEmpty() ? found : value;
    }
    if (found.isEmpty()) {
      throw new RejectedBodyException(Rejection.MALFORMED_LOGIN);
    }
    return found;
  }

  String name() {
    return name;
  }

  String password() {
    return password;
  }

  /** The return URL, not validated; empty if there is none. */
  String unverifiedReturnTo() {
    return returnTo;
  }

  /** Whether a form was posted, and not JSON. */
  boolean isForm() {
    return form;
  }

  /** Shows neither name nor password. */
  @Override
  public String toString() {
    return "SubmittedLogin[" + (form ? "form" : "JSON") + "]";
  }
}
