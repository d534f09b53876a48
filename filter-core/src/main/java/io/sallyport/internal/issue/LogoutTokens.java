package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.LogoutToken;
import io.sallyport.internal.jwt.LogoutTokenReader;
import io.sallyport.internal.jwt.RejectedTokenException;

/** Performs the logouts that logout tokens of an identity provider request. */
public final class LogoutTokens {

  private final LogoutTokenReader reader;
  private final TokenRevoker revoker;

  private LogoutTokens(LogoutTokenReader reader, TokenRevoker revoker) {
    this.reader = reader;
    this.revoker = revoker;
  }

  public static LogoutTokens of(LogoutTokenReader reader, TokenRevoker revoker) {
    return new LogoutTokens(reader, revoker);
  }

  /**
   * Revokes what the token names. A repeated token revokes nothing more: a login since then is not
   * meant.
   *
   * @throws RejectedTokenException if the token is invalid
   * @throws io.sallyport.spi.StoreUnavailableException if something may not be revoked
   * @throws io.sallyport.internal.revocation.RevocationsUnavailableException if it is unknown
   *     whether the token is repeated
   */
  public void carryOut(String unverified) throws RejectedTokenException {
    LogoutToken token = reader.read(unverified);
    if (revoker.isUsed(token)) {
      return;
    }
    revoke(token);
    // Last: after a failure, the provider's next attempt must revoke everything.
    revoker.use(token);
  }

  private void revoke(LogoutToken token) {
    // With a session, that session only; otherwise all of the user's (2.4).
    if (token.sid().isPresent()) {
      revoker.login(token.issuer(), token.sid().get());
      return;
    }
    String subject = token.subject().orElse("");
    revoker.subject(token.issuer(), subject, token.issuedAt());
    // The sub of another issuer may name another user here.
    if (revoker.isOwnIssuer(token.issuer())) {
      revoker.person(subject);
    }
  }
}
