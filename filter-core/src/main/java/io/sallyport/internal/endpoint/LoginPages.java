package io.sallyport.internal.endpoint;

import java.util.Optional;

/** Where people go around a login: on, or back to try again. Paths are relative to the context. */
public final class LoginPages {

  private final String defaultUrl;
  private final Optional<String> errorPage;
  private final String returnParameter;

  private LoginPages(String defaultUrl, Optional<String> errorPage, String returnParameter) {
    this.defaultUrl = defaultUrl;
    this.errorPage = errorPage;
    this.returnParameter = returnParameter;
  }

  /**
   * The pages around a login.
   *
   * @param defaultUrl after a login that was not on the way anywhere
   * @param errorPage after a wrong password; without one the answer is a plain 401
   * @param returnParameter the form field that holds where the caller wanted to go
   */
  public static LoginPages of(
      String defaultUrl, Optional<String> errorPage, String returnParameter) {
    return new LoginPages(defaultUrl, errorPage, returnParameter);
  }

  String returnParameter() {
    return returnParameter;
  }

  String after(String contextPath, String unverifiedReturnTo) {
    return ReturnTarget.parse(unverifiedReturnTo, contextPath)
        .map(ReturnTarget::path)
        .orElse(contextPath + defaultUrl);
  }

  Optional<String> errorPage(String contextPath) {
    return errorPage.map(page -> contextPath + page);
  }
}
