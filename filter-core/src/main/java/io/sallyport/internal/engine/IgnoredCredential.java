package io.sallyport.internal.engine;

import io.sallyport.identity.CallerIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A credential that a browser sent on its own and that does not count. The request is judged by
 * what remains.
 */
public final class IgnoredCredential {

  private final Rejection rejection;
  private final String facts;
  private final @Nullable CallerIdentity superseded;

  private IgnoredCredential(
      Rejection rejection, String facts, @Nullable CallerIdentity superseded) {
    this.rejection = rejection;
    this.facts = facts;
    this.superseded = superseded;
  }

  /** An invalid one. */
  static IgnoredCredential invalid(Rejection rejection, String facts) {
    return new IgnoredCredential(rejection, facts, null);
  }

  /** A valid token of another user, whose login was earlier than the one that counts. */
  static IgnoredCredential superseded(CallerIdentity earlier) {
    return new IgnoredCredential(Rejection.REVOKED, "later login of another user", earlier);
  }

  /** What the request is rejected with if no other credential remains and one is required. */
  public Rejection rejection() {
    return rejection;
  }

  /** For the operator's log. */
  public String facts() {
    return facts;
  }

  /** Whose login a later login of another user ended; its refresh token ends too. */
  public Optional<CallerIdentity> superseded() {
    return Optional.ofNullable(superseded);
  }

  /**
   * Whether it can never become valid, so that the browser need not keep it. An expired one stays:
   * a late answer must not delete what a refresh has just set.
   */
  public boolean isRemovable() {
    return superseded != null || rejection.isPermanent();
  }
}
