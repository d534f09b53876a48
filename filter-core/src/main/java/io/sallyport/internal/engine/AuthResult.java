package io.sallyport.internal.engine;

import io.sallyport.identity.CallerIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What a credential source found: nothing, a caller, or a credential that must be refused. There is
 * no fourth outcome; an outage is a {@link CredentialOutageException}.
 */
public final class AuthResult {

  private static final AuthResult NONE = new AuthResult(null, null, "");

  private final @Nullable CallerIdentity identity;
  private final @Nullable Rejection rejection;
  private final String facts;

  private AuthResult(
      @Nullable CallerIdentity identity, @Nullable Rejection rejection, String facts) {
    this.identity = identity;
    this.rejection = rejection;
    this.facts = facts;
  }

  /** No credential of this kind in the request. */
  public static AuthResult none() {
    return NONE;
  }

  /** A good credential: this is the caller. */
  public static AuthResult accepted(CallerIdentity identity) {
    return new AuthResult(identity, null, "");
  }

  /**
   * A bad credential.
   *
   * @param facts for the operator's log; holds no token, secret or text that the client chose
   */
  public static AuthResult rejected(Rejection rejection, String facts) {
    return new AuthResult(null, rejection, facts);
  }

  public boolean isNone() {
    return this == NONE;
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
      throw new IllegalStateException("nobody was accepted");
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
      throw new IllegalStateException("nothing was rejected");
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
