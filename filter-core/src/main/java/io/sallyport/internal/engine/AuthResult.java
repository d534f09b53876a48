package io.sallyport.internal.engine;

import io.sallyport.identity.CallerIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a credential source found: nothing, a caller, or a credential that must be refused. There is
 * no fourth outcome; an outage is a {@link CredentialOutageException}.
 */
public final class AuthResult {

  // Before NONE, which needs it.
  private static final long UNKNOWN = Long.MIN_VALUE;
  private static final AuthResult NONE = new AuthResult(null, null, "", UNKNOWN, null);

  private final @Nullable CallerIdentity identity;
  private final @Nullable Rejection rejection;
  private final String facts;
  private final long began;
  private final @Nullable IgnoredCredential ignored;

  private AuthResult(
      @Nullable CallerIdentity identity,
      @Nullable Rejection rejection,
      String facts,
      long began,
      @Nullable IgnoredCredential ignored) {
    this.identity = identity;
    this.rejection = rejection;
    this.facts = facts;
    this.began = began;
    this.ignored = ignored;
  }

  /** No credential of this kind in the request. */
  public static AuthResult none() {
    return NONE;
  }

  /** A good credential: this is the caller. */
  public static AuthResult accepted(CallerIdentity identity) {
    return new AuthResult(identity, null, "", UNKNOWN, null);
  }

  /** A bad credential that a browser sends on its own: the request is judged by what remains. */
  public static AuthResult ignored(Rejection rejection, String facts) {
    return NONE.ignoring(IgnoredCredential.invalid(rejection, facts));
  }

  /**
   * A bad credential.
   *
   * @param facts for the operator's log; holds no token, secret or text that the client chose
   */
  public static AuthResult rejected(Rejection rejection, String facts) {
    return new AuthResult(null, rejection, facts, UNKNOWN, null);
  }

  /** The same, with the time of the login in milliseconds since 1970. */
  public AuthResult begunAt(long millis) {
    return new AuthResult(identity, rejection, facts, millis, ignored);
  }

  AuthResult ignoring(IgnoredCredential credential) {
    return new AuthResult(identity, rejection, facts, began, credential);
  }

  /** What came beside it and does not count. */
  public Optional<IgnoredCredential> ignored() {
    return Optional.ofNullable(ignored);
  }

  /** When the login was; the smallest number if that is unknown. */
  long began() {
    return began;
  }

  /** Whether the credential was sent on purpose, so that nothing beside it counts. */
  boolean isExplicit() {
    return rejection != null || (identity != null && !identity.isAmbient());
  }

  public boolean isNone() {
    return identity == null && rejection == null;
  }

  public boolean isAccepted() {
    return identity != null;
  }

  public boolean isRejected() {
    return rejection != null;
  }

  /**
   * The caller.
   *
   * @throws IllegalStateException unless {@link #isAccepted}
   */
  public CallerIdentity requireIdentity() {
    if (identity == null) {
      throw new IllegalStateException("not accepted");
    }
    return identity;
  }

  /**
   * The reason.
   *
   * @throws IllegalStateException unless {@link #isRejected}
   */
  public Rejection requireRejection() {
    if (rejection == null) {
      throw new IllegalStateException("not rejected");
    }
    return rejection;
  }

  /** What the operator should know about the rejection; empty if there is none. */
  public String facts() {
    return facts;
  }

  @Override
  public String toString() {
    if (rejection != null) {
      return "rejected " + rejection;
    }
    return identity == null ? "none" : "accepted " + identity.source();
  }
}
