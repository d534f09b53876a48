package io.sallyport.internal.request;

import io.sallyport.internal.session.SessionWatch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Holds the parts that handle the requests of one application. Immutable and safe for threads. */
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
   * Creates a builder with the parts that every application needs.
   *
   * @param authorizer decides about requests
   * @param rejectionHandler answers rejected requests
   * @param actions carries out login, logout and role checks of servlets
   * @param tokenCookies removes ignored cookies
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

  /** Returns the log, which also counts rejections. */
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

  /** Returns whether rejected requests are answered; otherwise they are logged and continue. */
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

    /**
     * Sets the detection of the application's own login; empty if the application has no login of
     * its own.
     */
    public Builder watch(Optional<SessionWatch> sessionWatch) {
      watch = sessionWatch;
      return this;
    }

    /**
     * Sets whether rejected requests are answered; {@code false} logs them and lets them continue.
     */
    public Builder enforcing(boolean on) {
      enforcing = on;
      return this;
    }

    /** Sets whether answers that depend on the caller are kept out of caches. */
    public Builder cachingPrevented(boolean on) {
      cachingPrevented = on;
      return this;
    }

    /** Builds the parts. */
    public RequestParts build() {
      return new RequestParts(this);
    }
  }
}
