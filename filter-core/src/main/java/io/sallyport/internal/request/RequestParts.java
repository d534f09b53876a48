package io.sallyport.internal.request;

import io.sallyport.internal.session.SessionWatch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * What handles the requests of one application: built once at the start, then only read, by any
 * number of threads.
 */
public final class RequestParts {

  private final RequestAuthorizer authorizer;
  private final RejectionHandler rejectionHandler;
  private final RejectionLog rejectionLog;
  private final CallerActions actions;
  private final TokenCookies tokenCookies;
  private final Optional<SessionWatch> watch;
  private final boolean enforcing;
  private final boolean cachingPrevented;
  private final ContainerMarks marks = new ContainerMarks();

  private RequestParts(Builder builder) {
    this.authorizer = builder.authorizer;
    this.rejectionHandler = builder.rejectionHandler;
    this.rejectionLog = new RejectionLog(!builder.enforcing);
    this.actions = builder.actions;
    this.tokenCookies = builder.tokenCookies;
    this.watch = builder.watch;
    this.enforcing = builder.enforcing;
    this.cachingPrevented = builder.cachingPrevented;
  }

  /**
   * Starts with the parts that every application has.
   *
   * @param authorizer decides
   * @param rejectionHandler answers what is rejected
   * @param actions what servlets can do with the caller of their request
   * @param tokenCookies removes cookies that do not count
   */
  public static Builder builder(
      RequestAuthorizer authorizer,
      RejectionHandler rejectionHandler,
      CallerActions actions,
      TokenCookies tokenCookies) {
    return new Builder(authorizer, rejectionHandler, actions, tokenCookies);
  }

  RequestAuthorizer authorizer() {
    return authorizer;
  }

  RejectionHandler rejectionHandler() {
    return rejectionHandler;
  }

  /** Logs and counts rejections. */
  public RejectionLog rejectionLog() {
    return rejectionLog;
  }

  TokenCookies tokenCookies() {
    return tokenCookies;
  }

  CallerActions actions() {
    return actions;
  }

  ContainerMarks marks() {
    return marks;
  }

  /** Whether rejected requests are answered; otherwise they are logged and continue. */
  boolean isEnforcing() {
    return enforcing;
  }

  boolean isCachingPrevented() {
    return cachingPrevented;
  }

  HttpServletRequest watched(HttpServletRequest request) {
    return watched(request, () -> {});
  }

  HttpServletRequest watched(HttpServletRequest request, Runnable afterLogin) {
    return watch.isPresent()
        ? new WatchedSessionRequest(request, watch.get(), afterLogin)
        : request;
  }

  /** Collects the parts. */
  public static final class Builder {

    private final RequestAuthorizer authorizer;
    private final RejectionHandler rejectionHandler;
    private final CallerActions actions;
    private final TokenCookies tokenCookies;
    private Optional<SessionWatch> watch = Optional.empty();
    private boolean enforcing = true;
    private boolean cachingPrevented = true;

    private Builder(
        RequestAuthorizer authorizer,
        RejectionHandler rejectionHandler,
        CallerActions actions,
        TokenCookies tokenCookies) {
      this.authorizer = authorizer;
      this.rejectionHandler = rejectionHandler;
      this.actions = actions;
      this.tokenCookies = tokenCookies;
    }

    /** Detects the application's own login; none where there are no sessions of its own. */
    public Builder watch(Optional<SessionWatch> sessionWatch) {
      watch = sessionWatch;
      return this;
    }

    /** Whether rejected requests are answered; {@code false} logs them and lets them continue. */
    public Builder enforcing(boolean on) {
      enforcing = on;
      return this;
    }

    /** Whether answers that depend on the caller are kept out of caches. */
    public Builder cachingPrevented(boolean on) {
      cachingPrevented = on;
      return this;
    }

    /** The immutable whole. */
    public RequestParts build() {
      return new RequestParts(this);
    }
  }
}
