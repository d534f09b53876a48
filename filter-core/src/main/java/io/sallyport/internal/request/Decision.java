package io.sallyport.internal.request;

import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.endpoint.Endpoint;
import io.sallyport.internal.engine.IgnoredCredential;
import io.sallyport.internal.engine.Rejection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the checkpoint decided for one dispatch of a request. Nothing is written yet. */
final class Decision {

  /** The four things that can be decided. */
  enum Kind {
    /** Not ours to judge: the application sees the request as the container made it. */
    UNJUDGED,
    /** Goes on to the application, as the caller or as nobody. */
    ADMITTED,
    /** One of our own endpoints answers. */
    ENDPOINT,
    /** Does not go on. */
    REFUSED
  }

  private static final Decision UNJUDGED = new Decision(Kind.UNJUDGED);
  private static final Decision ANONYMOUS = new Decision(Kind.ADMITTED);

  private final Kind kind;
  private final @Nullable CallerIdentity caller;
  private final boolean personal;
  private final @Nullable Endpoint endpoint;
  private final @Nullable Rejection rejection;
  private final String facts;
  private final @Nullable IgnoredCredential ignored;

  private Decision(Kind kind) {
    this(kind, null, false, null, null, "", null);
  }

  private Decision(
      Kind kind,
      @Nullable CallerIdentity caller,
      boolean personal,
      @Nullable Endpoint endpoint,
      @Nullable Rejection rejection,
      String facts,
      @Nullable IgnoredCredential ignored) {
    this.kind = kind;
    this.caller = caller;
    this.personal = personal;
    this.endpoint = endpoint;
    this.rejection = rejection;
    this.facts = facts;
    this.ignored = ignored;
  }

  static Decision unjudged() {
    return UNJUDGED;
  }

  static Decision anonymous() {
    return ANONYMOUS;
  }

  /**
   * A known caller.
   *
   * @param personal whether the answer is for this caller only, because a rule asked who it is
   */
  static Decision of(CallerIdentity caller, boolean personal) {
    return new Decision(Kind.ADMITTED, caller, personal, null, null, "", null);
  }

  static Decision to(Endpoint endpoint) {
    return new Decision(Kind.ENDPOINT, null, false, endpoint, null, "", null);
  }

  static Decision refused(Rejection rejection, String facts) {
    return new Decision(Kind.REFUSED, null, false, null, rejection, facts, null);
  }

  /** The same refusal, with the caller who was known when it was made: an error page names them. */
  Decision knowing(CallerIdentity known) {
    return new Decision(kind, known, personal, endpoint, rejection, facts, ignored);
  }

  /**
   * The same decision, beside a credential that does not count. If a caller is required, the client
   * is told that the credential is invalid.
   */
  Decision ignoring(IgnoredCredential credential) {
    return rejection == Rejection.AUTHENTICATION_REQUIRED
        ? new Decision(
            kind,
            caller,
            personal,
            endpoint,
            credential.rejection(),
            credential.facts(),
            credential)
        : new Decision(kind, caller, personal, endpoint, rejection, facts, credential);
  }

  /** Whether it mattered who the caller is. */
  boolean isAboutCaller() {
    return personal || kind == Kind.REFUSED;
  }

  /** A credential that the browser sent and that does not count. */
  Optional<IgnoredCredential> ignored() {
    return Optional.ofNullable(ignored);
  }

  Kind kind() {
    return kind;
  }

  Optional<CallerIdentity> caller() {
    return Optional.ofNullable(caller);
  }

  boolean isPersonal() {
    return personal;
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
}
