package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.Login;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Issues an access token and, if refresh tokens are enabled, a refresh token. */
public final class TokenService {

  private static final Duration BRIDGE_LIFETIME = Duration.ofSeconds(60);

  private final TokenIssuer issuer;
  private final Optional<RefreshTokens> refreshTokens;

  private TokenService(TokenIssuer issuer, Optional<RefreshTokens> refreshTokens) {
    this.issuer = issuer;
    this.refreshTokens = refreshTokens;
  }

  /** Creates the service. Without refresh tokens, a login lasts as long as its access token. */
  public static TokenService of(TokenIssuer issuer, Optional<RefreshTokens> refreshTokens) {
    return new TokenService(issuer, refreshTokens);
  }

  /**
   * Issues tokens for a caller who has just logged in.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if the refresh token could not be stored
   */
  public IssuedTokens begin(String name, Collection<String> roles) {
    Login login = issuer.begin(name, roles);
    return new IssuedTokens(issuer.access(login), refreshTokens.map(tokens -> tokens.begin(login)));
  }

  /**
   * Exchanges a refresh token.
   *
   * @return empty if the token is invalid, expired, used or revoked
   * @throws io.sallyport.spi.StoreUnavailableException if that is unknown
   */
  public Optional<IssuedTokens> exchange(String unverifiedRefreshToken) {
    return refreshTokens
        .flatMap(tokens -> tokens.exchange(unverifiedRefreshToken))
        .map(
            refreshed ->
                new IssuedTokens(issuer.access(refreshed.login()), Optional.of(refreshed.next())));
  }

  /**
   * Issues a bridge token: an access token for 60 seconds, for clients that cannot send the session
   * or header of the caller. It has the login of its origin, so that it is revoked with it. It does
   * not outlive a token that is its origin: otherwise one bridge token could be used to get the
   * next.
   *
   * @return empty if the origin has expired, apart from the leeway
   */
  public Optional<IssuedToken> bridge(String name, Collection<String> roles, Origin origin) {
    Login fresh = issuer.begin(name, roles);
    Duration lifetime = origin.lifetime(fresh.at(), BRIDGE_LIFETIME);
    return lifetime.isZero()
        ? Optional.empty()
        : Optional.of(issuer.access(origin.loginOf(fresh), origin.keys(), lifetime));
  }

  /** An access token and its refresh token. */
  public static final class IssuedTokens {

    private final IssuedToken access;
    private final Optional<String> refresh;

    private IssuedTokens(IssuedToken access, Optional<String> refresh) {
      this.access = access;
      this.refresh = refresh;
    }

    public IssuedToken access() {
      return access;
    }

    public Optional<String> refresh() {
      return refresh;
    }

    /** Shows no token. */
    @Override
    public String toString() {
      return "IssuedTokens[" + access + "]";
    }
  }
}
