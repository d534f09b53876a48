package io.sallyport.internal.request;

/**
 * Marks the progress of a request in an integration that the container calls. The container may
 * call several times in one request, and our filter runs afterwards. Each application has its own
 * marks.
 */
final class ContainerMarks {

  private final OwnAttribute handled = new OwnAttribute("handled");
  private final OwnAttribute answered = new OwnAttribute("answered");
  private final OwnAttribute loginSeen = new OwnAttribute("login-seen");
  private final OwnAttribute uncached = new OwnAttribute("uncached");
  private final OwnAttribute loginPageShown = new OwnAttribute("login-page-shown");

  /** Set once we have decided about the request for the container. */
  OwnAttribute handled() {
    return handled;
  }

  /** Set once the request is answered. The container may continue with it nevertheless. */
  OwnAttribute answered() {
    return answered;
  }

  /**
   * Holds the {@code CallerIdentity} of the application's own login while it is registered with the
   * container.
   */
  OwnAttribute loginSeen() {
    return loginSeen;
  }

  /** Holds whether our {@code Cache-Control} header is set. */
  OwnAttribute uncached() {
    return uncached;
  }

  /** Set while the login page is shown in place of the requested page. */
  OwnAttribute loginPageShown() {
    return loginPageShown;
  }
}
