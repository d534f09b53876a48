package io.sallyport.internal.request;

/**
 * What one application's container integration notes about a request: the container asks several
 * times in one request, and our filter comes after it.
 */
public final class ContainerMarks {

  private final OwnAttribute judged = new OwnAttribute("judged");
  private final OwnAttribute answered = new OwnAttribute("answered");
  private final OwnAttribute loginSeen = new OwnAttribute("login-seen");
  private final OwnAttribute uncached = new OwnAttribute("uncached");
  private final OwnAttribute loginPageShown = new OwnAttribute("login-page-shown");

  /** The container has asked us about the request. */
  OwnAttribute judged() {
    return judged;
  }

  /** The request is answered, though the container goes on with it. */
  OwnAttribute answered() {
    return answered;
  }

  /**
   * The {@code CallerIdentity} of the application's own login, while the container is told of it.
   */
  OwnAttribute loginSeen() {
    return loginSeen;
  }

  /** Whether we keep the answer out of caches. */
  OwnAttribute uncached() {
    return uncached;
  }

  /** The login page is being shown in place of what was asked for. */
  OwnAttribute loginPageShown() {
    return loginPageShown;
  }
}
