package io.sallyport.internal.issue;

import io.sallyport.internal.jwt.Login;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Hands out tokens: an access token and, where there are any, the refresh token beside it. */
public final class TokenService {

  private static final Duration BRIDGE_LIFETIME = Duration.ofSeconds(60);

  private final TokenIssuer issuer;
  private final Optional<RefreshTokens> refreshTokens;

  private TokenService(TokenIssuer issuer, Optional<RefreshTokens> refreshTokens) {
    this.issuer = issuer;
    this.refreshTokens = refreshTokens;
  }

  /** A desk; without refresh tokens a log-in lasts as long as its access token. */
  public static TokenService of(TokenIssuer issuer, Optional<RefreshTokens> refreshTokens) {
    return new TokenService(issuer, refreshTokens);
  }

  /**
   * For a caller whose password was right.
   *
   * @throws io.sallyport.spi.StoreUnavailableException if no refresh token could be begun
   */
  public IssuedTokens begin(String name, Collection<String> roles) {
    Login login = issuer.begin(name, roles);
    return new IssuedTokens(issuer.access(login), refreshTokens.map(tokens -> tokens.begin(login)));
  }

  /**
   * For whoever has a refresh token.
   *
   * @return nothing if it is none of ours, over, used or taken back
   * @throws io.sallyport.spi.StoreUnavailableException if that cannot be known
   */
  public Optional<IssuedTokens> exchange(String unverifiedRefreshToken) {
    return refreshTokens
        .flatMap(tokens -> tokens.exchange(unverifiedRefreshToken))
        .map(
            refreshed ->
                new IssuedTokens(issuer.access(refreshed.login()), Optional.of(refreshed.next())));
  }

  /**
   * For a caller who is known, for 60 seconds: a bridge to what cannot send a session or a header.
   * It began when what they are known by began, so that it is taken back with it, and lasts no
   * longer than a token that it is made from: or one would bring the next for ever.
   *
   * @return nothing if that token is over, but for the leeway
   */
  public Optional<IssuedToken> bridge(String name, Collection<String> roles, Origin origin) {
    Login fresh = issuer.begin(name, roles);
    Duration rest = origin.rest(fresh.at(), BRIDGE_LIFETIME);
    return rest.isZero()
        ? Optional.empty()
        : Optional.of(issuer.access(origin.loginOf(fresh), origin.keys(), rest));
  }

  /** What was handed out. */
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
