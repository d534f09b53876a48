package io.sallyport.internal.jwt;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.internal.revocation.RevocationQuery;
import org.jspecify.annotations.Nullable;

/** The caller of a verified token, and the checks that every further use of the token needs. */
public final class VerifiedCaller {

  private final AuthPrincipal principal;
  private final VerifiedToken token;
  private final TokenVerifier verifier;
  private volatile @Nullable RevocationQuery revocationQuery;

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

  /** Whether the token is still valid: its keys are the same, and it has not expired. */
  boolean isStillValid() {
    return verifier.isStillValid(token);
  }

  /** What revokes the token, alone or with all tokens of its user. Hashed once for each caller. */
  RevocationQuery revocationQuery() {
    RevocationQuery query = revocationQuery;
    if (query == null) {
      query =
          RevocationKeys.of(token.claims())
              .query(Login.began(token.claims()), principal.getName(), verifier.leeway());
      revocationQuery = query;
    }
    return query;
  }

  /** Without name and claims. */
  @Override
  public String toString() {
    return "VerifiedCaller[" + token + "]";
  }
}
