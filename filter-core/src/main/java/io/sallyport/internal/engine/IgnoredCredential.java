package io.sallyport.internal.engine;

import io.sallyport.identity.CallerIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A credential that a browser sent on its own and that does not count. The other credentials of the
 * request decide.
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

  /** An invalid credential. */
  static IgnoredCredential invalid(Rejection rejection, String facts) {
    return new IgnoredCredential(rejection, facts, null);
  }

  /** A valid token of another user, whose login was earlier than the one that counts. */
  static IgnoredCredential superseded(CallerIdentity earlier) {
    return new IgnoredCredential(Rejection.REVOKED, "later login of another user", earlier);
  }

  /** The rejection if the request needs a credential and has no other. */
  public Rejection rejection() {
    return rejection;
  }

  /** Details for the log. */
  public String facts() {
    return facts;
  }

  /** The caller whose login was ended by a later login of another user. */
  public Optional<CallerIdentity> superseded() {
    return Optional.ofNullable(superseded);
  }

  /**
   * Whether the response should remove the cookie, since it can never become valid. An expired
   * cookie stays: a late response must not delete the cookie that a refresh has just set.
   */
  public boolean isRemovable() {
    return superseded != null || rejection.isPermanent();
  }
}
