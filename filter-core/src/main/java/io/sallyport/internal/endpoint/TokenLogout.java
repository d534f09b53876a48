package io.sallyport.internal.endpoint;

import io.sallyport.identity.AuthPrincipal;
import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import io.sallyport.internal.engine.AuthEngine;
import io.sallyport.internal.engine.AuthResult;
import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.exchange.RefreshTokens;
import io.sallyport.internal.exchange.TakeBack;
import io.sallyport.internal.session.SessionLogin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The part of a logout that every node must learn of. */
public final class TokenLogout {

  private final AuthEngine engine;
  private final TakeBack takeBack;
  private final Optional<RefreshTokens> refreshTokens;

  private TokenLogout(AuthEngine engine, TakeBack takeBack, Optional<RefreshTokens> refreshTokens) {
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
      AuthEngine engine, TakeBack takeBack, Optional<RefreshTokens> refreshTokens) {
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
      Optional<Rejection> refused = endCaller(request, caller.requireIdentity(), everywhere);
      if (refused.isPresent()) {
        return refused;
      }
    }
    if (!refreshToken.isEmpty()) {
      refreshTokens.ifPresent(tokens -> tokens.end(refreshToken));
    }
    return Optional.empty();
  }

  private Optional<Rejection> endCaller(
      HttpServletRequest request, CallerIdentity caller, boolean everywhere) {
    if (caller.source() == AuthSource.TOKEN) {
      return endToken((AuthPrincipal) caller.principal(), everywhere);
    }
    SessionLogin.idOf(request).ifPresent(takeBack::session);
    if (everywhere) {
      takeBack.person(caller.principal().getName());
    }
    return Optional.empty();
  }

  // A token without an id cannot be ended alone, but with everything of its person.
  private Optional<Rejection> endToken(AuthPrincipal caller, boolean everywhere) {
    boolean ended = takeBack.token(caller.claims());
    if (everywhere) {
      takeBack.person(caller.getName(), caller.claims());
    }
    return ended || everywhere ? Optional.empty() : Optional.of(Rejection.UNSUPPORTED_TOKEN_TYPE);
  }
}
