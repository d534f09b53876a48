package io.sallyport.internal.endpoint;

import java.util.Optional;

/** The pages to which a browser is redirected after a login. Paths are relative to the context. */
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
   * Creates the set of pages.
   *
   * @param defaultUrl the page after a login without a return URL
   * @param errorPage the page after a wrong password; if empty, the answer is 401
   * @param returnParameter the form field with the return URL
   * @param targets which return URLs are accepted
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

  /** The error page, with the return URL in its query for the next attempt. */
  Optional<String> errorPage(String contextPath, String unverifiedReturnTo) {
    return errorPage
        .map(page -> contextPath + page)
        .map(
            page ->
                targets
                    .parse(unverifiedReturnTo, contextPath)
                    .map(target -> target.appendTo(page, returnParameter))
                    .orElse(page));
  }
}
