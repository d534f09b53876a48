package io.sallyport.internal.jwt;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.revocation.RevocationKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The caller whom a verified token names, and what must still be true of it later on. */
public final class VerifiedCaller {

  private final AuthPrincipal principal;
  private final VerifiedToken token;
  private final TokenVerifier verifier;
  private volatile @Nullable List<String> revocationKeys;

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
  List<String> revocationKeys() {
    List<String> keys = revocationKeys;
    if (keys == null) {
      keys = List.copyOf(makeRevocationKeys());
      revocationKeys = keys;
    }
    return keys;
  }

  private List<String> makeRevocationKeys() {
    List<String> keys = new ArrayList<>(RevocationKeys.of(token.claims()));
    keys.add(RevocationKey.person(principal.getName()));
    return keys;
  }

  /** When it began, in milliseconds. */
  long began() {
    return Login.began(token.claims());
  }

  /** Shows nothing of either. */
  @Override
  public String toString() {
    return "VerifiedCaller[" + token + "]";
  }
}
