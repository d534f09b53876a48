package io.sallyport.internal.jwt;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.revocation.RevocationList;
import org.jspecify.annotations.Nullable;

/** The caller whom a verified token names, and what must still be true of it later on. */
public final class VerifiedCaller {

  private final AuthPrincipal principal;
  private final VerifiedToken token;
  private final TokenVerifier verifier;
  private volatile @Nullable RevocationKeys revocationKeys;

  VerifiedCaller(AuthPrincipal principal, VerifiedToken token, TokenVerifier verifier) {
    this.principal = principal;
    this.token = token;
    this.verifier = verifier;
  }

  AuthPrincipal principal() {
    return principal;
  }

  VerifiedToken token() {
    return token;
  }

  /**
   * Whether the verifier, asked now, would say the same: the hour and the keys are as they were.
   */
  boolean isStillVerified() {
    return verifier.wouldStillVerify(token);
  }

  /** All that could have been taken back of it; made once for each token that is remembered. */
  private RevocationKeys revocationKeys() {
    RevocationKeys keys = revocationKeys;
    if (keys == null) {
      keys = RevocationKeys.of(token.claims()).ofPerson(principal.getName());
      revocationKeys = keys;
    }
    return keys;
  }

  /**
   * Whether it was revoked, alone or with all of its person.
   *
   * @throws io.sallyport.internal.revocation.RevocationsUnavailableException if that cannot be
   *     known now
   */
  boolean isRevokedIn(RevocationList revocations) {
    return revocationKeys()
        .isRevokedIn(revocations, Login.began(token.claims()), verifier.leeway());
  }

  /** Shows nothing of either. */
  @Override
  public String toString() {
    return "VerifiedCaller[" + token + "]";
  }
}
