package io.sallyport.internal.endpoint;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.engine.AuthEngine;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.IgnoredCredential;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.issue.RefreshTokens;
import io.sallyport.internal.issue.TokenRevoker;
import io.sallyport.internal.session.LoginRecord;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Revokes at logout, for all nodes, what the request carries: tokens, and the session. It does not
 * invalidate the session on this node; {@code SessionLogout} does that.
 */
public final class TokenLogout {

  private final AuthEngine engine;
  private final TokenRevoker revoker;
  private final Optional<RefreshTokens> refreshTokens;

  private TokenLogout(
      AuthEngine engine, TokenRevoker revoker, Optional<RefreshTokens> refreshTokens) {
    this.engine = engine;
    this.revoker = revoker;
    this.refreshTokens = refreshTokens;
  }

  /**
   * Creates a token logout.
   *
   * @param engine finds the caller who logs out
   */
  public static TokenLogout of(
      AuthEngine engine, TokenRevoker revoker, Optional<RefreshTokens> refreshTokens) {
    return new TokenLogout(engine, revoker, refreshTokens);
  }

  /**
   * Revokes the caller's tokens, and the session of the request.
   *
   * @return the rejection, if nothing was revoked
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that all tokens are
   *     revoked
   */
  Optional<Rejection> end(HttpServletRequest request, String refreshToken, boolean everywhere) {
    AuthResult caller = engine.decide(request);
    // An invalid token in a cookie is ignored, and the cookie is deleted.
    if (caller.isRejected()) {
      return Optional.of(caller.requireRejection());
    }
    if (everywhere && !caller.isAccepted()) {
      return Optional.of(Rejection.AUTHENTICATION_REQUIRED);
    }
    if (caller.isAccepted()) {
      Optional<Rejection> rejected = endCaller(caller.requireIdentity(), everywhere);
      if (rejected.isPresent()) {
        return rejected;
      }
      if (!caller.requireIdentity().isAmbient()) {
        endCookies(engine.decide(new AmbientRequest(request)));
      }
    }
    endBeside(request, refreshToken);
    return Optional.empty();
  }

  /**
   * Revokes what a browser sends on its own: the token in a cookie, the refresh token and the
   * tokens of the session. A token in the header stays valid.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that all tokens are
   *     revoked
   */
  void endAmbient(HttpServletRequest request, String refreshToken) {
    AuthResult caller = engine.decide(request);
    boolean explicit =
        caller.isRejected() || (caller.isAccepted() && !caller.requireIdentity().isAmbient());
    endCookies(explicit ? engine.decide(new AmbientRequest(request)) : caller);
    endBeside(request, refreshToken);
  }

  private void endCookies(AuthResult caller) {
    if (caller.isAccepted()) {
      endCookie(caller.requireIdentity());
    }
    caller.ignored().flatMap(IgnoredCredential::superseded).ifPresent(this::endCookie);
  }

  // A token without an id cannot be revoked alone. Its cookie is deleted anyway.
  private void endCookie(CallerIdentity caller) {
    if (caller.source() == AuthSource.TOKEN && caller.isAmbient()) {
      revoker.token((AuthPrincipal) caller.principal());
    }
  }

  // The browser sends all of these credentials, so they end together.
  private void endBeside(HttpServletRequest request, String refreshToken) {
    LoginRecord.findId(request).ifPresent(revoker::session);
    if (!refreshToken.isEmpty()) {
      refreshTokens.ifPresent(tokens -> tokens.end(refreshToken));
    }
  }

  private Optional<Rejection> endCaller(CallerIdentity caller, boolean everywhere) {
    if (caller.source() == AuthSource.TOKEN) {
      return endToken((AuthPrincipal) caller.principal(), everywhere);
    }
    if (everywhere) {
      revoker.person(caller.principal().getName());
    }
    return Optional.empty();
  }

  // A token without an id cannot be revoked alone, only with everything of its user.
  private Optional<Rejection> endToken(AuthPrincipal caller, boolean everywhere) {
    boolean ended = revoker.token(caller);
    if (everywhere) {
      revoker.person(caller.getName());
    }
    return ended || everywhere ? Optional.empty() : Optional.of(Rejection.UNSUPPORTED_TOKEN_TYPE);
  }
}
