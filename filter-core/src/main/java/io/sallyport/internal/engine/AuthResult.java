package io.sallyport.internal.engine;

import io.sallyport.identity.CallerIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a credential source: no credential, an authenticated caller, or a rejection. There
 * is no fourth outcome. An outage is a {@link CredentialOutageException}.
 */
public final class AuthResult {

  // Declared before NONE, which uses it.
  private static final long UNKNOWN = Long.MIN_VALUE;
  private static final AuthResult NONE = new AuthResult(null, null, UNKNOWN, null);

  private final @Nullable CallerIdentity identity;
  private final @Nullable RejectionReason reason;
  private final long began;
  private final @Nullable IgnoredCredential ignored;

  private AuthResult(
      @Nullable CallerIdentity identity,
      @Nullable RejectionReason reason,
      long began,
      @Nullable IgnoredCredential ignored) {
    this.identity = identity;
    this.reason = reason;
    this.began = began;
    this.ignored = ignored;
  }

  /** The request has no credential of this kind. */
  public static AuthResult none() {
    return NONE;
  }

  /** The credential is valid. */
  public static AuthResult accepted(CallerIdentity identity) {
    return new AuthResult(identity, null, UNKNOWN, null);
  }

  /** The credential is invalid and a browser sent it on its own: other credentials decide. */
  public static AuthResult ignored(Rejection rejection, String facts) {
    return NONE.ignoring(IgnoredCredential.invalid(rejection, facts));
  }

  /**
   * The credential is invalid.
   *
   * @param facts details for the log; no token, secret or text that the client chose
   */
  public static AuthResult rejected(Rejection rejection, String facts) {
    return new AuthResult(null, new RejectionReason(rejection, facts), UNKNOWN, null);
  }

  /** The same result with the time of the login in milliseconds since 1970. */
  public AuthResult begunAt(long millis) {
    return new AuthResult(identity, reason, millis, ignored);
  }

  AuthResult ignoring(IgnoredCredential credential) {
    return new AuthResult(identity, reason, began, credential);
  }

  /** A credential of the same request that does not count. */
  public Optional<IgnoredCredential> ignored() {
    return Optional.ofNullable(ignored);
  }

  /** The time of the login; the smallest number if unknown. */
  long began() {
    return began;
  }

  /** Whether the credential is explicit, so that no other credential counts. */
  boolean isExplicit() {
    return reason != null || (identity != null && !identity.isAmbient());
  }

  public boolean isNone() {
    return identity == null && reason == null;
  }

  public boolean isAccepted() {
    return identity != null;
  }

  public boolean isRejected() {
    return reason != null;
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
   * The rejection.
   *
   * @throws IllegalStateException unless {@link #isRejected}
   */
  public Rejection requireRejection() {
    if (reason == null) {
      throw new IllegalStateException("not rejected");
    }
    return reason.rejection();
  }

  /** Details of the rejection for the log; may be empty. */
  public String facts() {
    return reason == null ? "" : reason.facts();
  }

  @Override
  public String toString() {
    if (reason != null) {
      return "rejected " + reason.rejection();
    }
    return identity == null ? "none" : "accepted " + identity.source();
  }
}
