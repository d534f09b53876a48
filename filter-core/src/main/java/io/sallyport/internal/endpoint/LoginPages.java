package io.sallyport.internal.endpoint;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where people go around a login: on, or back to try again. Paths are relative to the context. */
public final class LoginPages {

  private final String defaultUrl;
  private final Optional<String> errorPage;
  private final String returnParameter;
  private final ReturnTargets targets;

  private LoginPages(
      String defaultUrl,
      Optional<String> errorPage,
      String returnParameter,
      ReturnTargets targets) {
    this.defaultUrl = defaultUrl;
    this.errorPage = errorPage;
    this.returnParameter = returnParameter;
    this.targets = targets;
  }

  /**
   * The pages around a login.
   *
   * @param defaultUrl after a login that was not on the way anywhere
   * @param errorPage after a wrong password; without one the answer is a plain 401
   * @param returnParameter the form field that holds where the caller wanted to go
   * @param targets where that may be
   */
  public static LoginPages of(
      String defaultUrl,
      Optional<String> errorPage,
      String returnParameter,
      ReturnTargets targets) {
    return new LoginPages(defaultUrl, errorPage, returnParameter, targets);
  }

  String returnParameter() {
    return returnParameter;
  }

  String after(String contextPath, String unverifiedReturnTo) {
    return targets
        .parse(unverifiedReturnTo, contextPath)
        .map(ReturnTarget::path)
        .orElse(contextPath + defaultUrl);
  }

  /** The error page, with the way on in its query, for the next attempt. */
  Optional<String> errorPage(String contextPath, String unverifiedReturnTo) {
    return errorPage.map(page -> contextPath + page + wayOn(page, contextPath, unverifiedReturnTo));
  }

  private String wayOn(String page, String contextPath, String unverifiedReturnTo) {
    String separator = page.indexOf('?') < 0 ? "?" : "&";
    return targets
        .parse(unverifiedReturnTo, contextPath)
        .map(
            target ->
                separator
                    + returnParameter
                    + '='
                    + URLEncoder.encode(target.path(), StandardCharsets.UTF_8))
        .orElse("");
  }
}
