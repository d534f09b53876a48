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

/** The part of a logout that every node must learn of. */
public final class TokenLogout {

  private final AuthEngine engine;
  private final TokenRevoker takeBack;
  private final Optional<RefreshTokens> refreshTokens;

  private TokenLogout(
      AuthEngine engine, TokenRevoker takeBack, Optional<RefreshTokens> refreshTokens) {
    this.engine = engine;
    this.takeBack = takeBack;
    this.refreshTokens = refreshTokens;
  }

  /**
   * A logout.
   *
   * @param engine tells who logs out
   */
  public static TokenLogout of(
      AuthEngine engine, TokenRevoker takeBack, Optional<RefreshTokens> refreshTokens) {
    return new TokenLogout(engine, takeBack, refreshTokens);
  }

  /**
   * Ends tokens.
   *
   * @return why it is refused: then nothing has happened
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that all have ended
   */
  Optional<Rejection> end(HttpServletRequest request, String refreshToken, boolean everywhere) {
    AuthResult caller = engine.decide(request);
    // A bad token in a cookie is no caller, and the cookie is removed.
    if (caller.isRejected()) {
      return Optional.of(caller.requireRejection());
    }
    if (everywhere && !caller.isAccepted()) {
      return Optional.of(Rejection.AUTHENTICATION_REQUIRED);
    }
    if (caller.isAccepted()) {
      Optional<Rejection> refused = endCaller(caller.requireIdentity(), everywhere);
      if (refused.isPresent()) {
        return refused;
      }
      if (!caller.requireIdentity().isAmbient()) {
        endCookies(engine.decide(new AmbientRequest(request)));
      }
    }
    endBeside(request, refreshToken);
    return Optional.empty();
  }

  /**
   * Ends what a browser sends on its own: the token in a cookie, the refresh token, the tokens of
   * the session. A token in the header stays valid.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if it is not certain that all have ended
   */
  void endAmbient(HttpServletRequest request, String refreshToken) {
    AuthResult caller = engine.decide(request);
    boolean onPurpose =
        caller.isRejected() || (caller.isAccepted() && !caller.requireIdentity().isAmbient());
    endCookies(onPurpose ? engine.decide(new AmbientRequest(request)) : caller);
    endBeside(request, refreshToken);
  }

  private void endCookies(AuthResult caller) {
    if (caller.isAccepted()) {
      endCookie(caller.requireIdentity());
    }
    caller.ignored().flatMap(IgnoredCredential::superseded).ifPresent(this::endCookie);
  }

  // One without an id cannot be revoked alone. The browser is told to forget it all the same.
  private void endCookie(CallerIdentity caller) {
    if (caller.source() == AuthSource.TOKEN && caller.isAmbient()) {
      takeBack.token(((AuthPrincipal) caller.principal()).claims());
    }
  }

  // Whichever of them the caller is known by: all are sent by one browser, and end together.
  private void endBeside(HttpServletRequest request, String refreshToken) {
    LoginRecord.findId(request).ifPresent(takeBack::session);
    if (!refreshToken.isEmpty()) {
      refreshTokens.ifPresent(tokens -> tokens.end(refreshToken));
    }
  }

  private Optional<Rejection> endCaller(CallerIdentity caller, boolean everywhere) {
    if (caller.source() == AuthSource.TOKEN) {
      return endToken((AuthPrincipal) caller.principal(), everywhere);
    }
    if (everywhere) {
      takeBack.person(caller.principal().getName());
    }
    return Optional.empty();
  }

  // A token without an id cannot be ended alone, but with everything of its person.
  private Optional<Rejection> endToken(AuthPrincipal caller, boolean everywhere) {
    boolean ended = takeBack.token(caller.claims());
    if (everywhere) {
      takeBack.person(caller.getName());
    }
    return ended || everywhere ? Optional.empty() : Optional.of(Rejection.UNSUPPORTED_TOKEN_TYPE);
  }
}
