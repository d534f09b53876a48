package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.endpoint.Endpoint;
import io.sallyport.internal.engine.IgnoredCredential;
import io.sallyport.internal.engine.Rejection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@link RequestAuthorizer} for one dispatch of a request. No response is written
 * yet.
 */
final class Decision {

  /** The four possible decisions. */
  enum Kind {
    /** The application sees the request as the container made it. */
    EXEMPT,
    /** Continues to the application, with the caller or anonymous. */
    AUTHORIZED,
    /** One of our endpoints answers. */
    ENDPOINT,
    /** The request is rejected. */
    REJECTED
  }

  private static final Decision EXEMPT = new Decision(new Draft(Kind.EXEMPT));
  private static final Decision ANONYMOUS = new Decision(new Draft(Kind.AUTHORIZED));

  private final Kind kind;
  private final @Nullable CallerIdentity caller;
  private final boolean callerRequired;
  private final @Nullable Endpoint endpoint;
  private final @Nullable Rejection rejection;
  private final String facts;
  private final @Nullable IgnoredCredential ignored;

  private Decision(Draft draft) {
    this.kind = draft.kind;
    this.caller = draft.caller;
    this.callerRequired = draft.callerRequired;
    this.endpoint = draft.endpoint;
    this.rejection = draft.rejection;
    this.facts = draft.facts;
    this.ignored = draft.ignored;
  }

  static Decision exempt() {
    return EXEMPT;
  }

  static Decision anonymous() {
    return ANONYMOUS;
  }

  /**
   * Creates the decision for an authorized caller.
   *
   * @param callerRequired whether an access rule requires a caller, so that the answer is for this
   *     caller only
   */
  static Decision of(CallerIdentity caller, boolean callerRequired) {
    Draft draft = new Draft(Kind.AUTHORIZED);
    draft.caller = caller;
    draft.callerRequired = callerRequired;
    return new Decision(draft);
  }

  static Decision to(Endpoint endpoint) {
    Draft draft = new Draft(Kind.ENDPOINT);
    draft.endpoint = endpoint;
    return new Decision(draft);
  }

  static Decision rejected(Rejection rejection, String facts) {
    Draft draft = new Draft(Kind.REJECTED);
    draft.rejection = rejection;
    draft.facts = facts;
    return new Decision(draft);
  }

  /**
   * Returns the same rejection with an authenticated caller, so that an error page shows the name.
   */
  Decision withCaller(CallerIdentity authenticated) {
    Draft draft = new Draft(this);
    draft.caller = authenticated;
    return new Decision(draft);
  }

  /**
   * Returns the same decision with an ignored credential. If a caller is required, the client
   * receives the rejection of that credential.
   */
  Decision ignoring(IgnoredCredential credential) {
    Draft draft = new Draft(this);
    draft.ignored = credential;
    if (rejection == Rejection.AUTHENTICATION_REQUIRED) {
      draft.rejection = credential.rejection();
      draft.facts = credential.facts();
    }
    return new Decision(draft);
  }

  /** Returns whether the answer depends on the caller. */
  boolean dependsOnCaller() {
    return callerRequired || kind == Kind.REJECTED;
  }

  /** Returns the credential that the browser sent and that was ignored. */
  Optional<IgnoredCredential> ignored() {
    return Optional.ofNullable(ignored);
  }

  Kind kind() {
    return kind;
  }

  Optional<CallerIdentity> caller() {
    return Optional.ofNullable(caller);
  }

  boolean isCallerRequired() {
    return callerRequired;
  }

  Endpoint requireEndpoint() {
    if (endpoint == null) {
      throw new IllegalStateException("not for an endpoint");
    }
    return endpoint;
  }

  Rejection requireRejection() {
    if (rejection == null) {
      throw new IllegalStateException("not rejected");
    }
    return rejection;
  }

  String facts() {
    return facts;
  }

  /** The mutable fields of a decision. */
  private static final class Draft {

    private final Kind kind;
    private @Nullable CallerIdentity caller;
    private boolean callerRequired;
    private @Nullable Endpoint endpoint;
    private @Nullable Rejection rejection;
    private String facts = "";
    private @Nullable IgnoredCredential ignored;

    private Draft(Kind kind) {
      this.kind = kind;
    }

    private Draft(Decision made) {
      this.kind = made.kind;
      this.caller = made.caller;
      this.callerRequired = made.callerRequired;
      this.endpoint = made.endpoint;
      this.rejection = made.rejection;
      this.facts = made.facts;
      this.ignored = made.ignored;
    }
  }
}
