package io.sallyport.internal.startup;

import io.sallyport.internal.issue.ActionTokenService;
import io.sallyport.internal.issue.Lifetimes;
import io.sallyport.internal.issue.LogoutTokens;
import io.sallyport.internal.issue.OwnTokenType;
import io.sallyport.internal.issue.OwnTokens;
import io.sallyport.internal.issue.RefreshTokens;
import io.sallyport.internal.issue.TokenFamilies;
import io.sallyport.internal.issue.TokenIssuer;
import io.sallyport.internal.issue.TokenRevoker;
import io.sallyport.internal.issue.TokenService;
import io.sallyport.internal.key.VerificationKeys;
import io.sallyport.internal.login.PasswordAuthenticator;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Builds the services that issue, exchange and revoke tokens. */
final class IssueAssembly {

  private final Settings settings;
  private final TokenStore store;
  private final Clock clock;
  private final Optional<RefreshTokens> refreshTokens;
  private final Optional<TokenService> tokenService;
  private final Optional<ActionTokenService> actionTokens;
  private final Optional<TokenRevoker> revoker;
  private final Optional<LogoutTokens> logoutTokens;

  IssueAssembly(
      StartupContext context,
      TokenAssembly tokens,
      StoreAssembly stores,
      PasswordAuthenticator users) {
    this.settings = context.settings();
    this.store = stores.store();
    this.clock = context.clock();
    Optional<RevocationList> revocations = stores.revocations();
    Lifetimes lifetimes = lifetimes();
    this.revoker =
        revocations.map(
            list -> TokenRevoker.of(list, settings.find(Setting.ISSUER), lifetimes, clock));
    this.refreshTokens =
        settings.isSet(Setting.REFRESH_PATH) && revoker.isPresent()
            ? tokens
                .issuer()
                .map(issuer -> refresh(issuer, tokens.ownKeys().orElseThrow(), revoker.get()))
                .map(found -> found.asking(users::find))
            : Optional.empty();
    this.tokenService = tokens.issuer().map(issuer -> TokenService.of(issuer, refreshTokens));
    this.actionTokens =
        revocations.isPresent()
            ? tokens.issuer().map(issuer -> action(issuer, tokens.ownKeys().orElseThrow()))
            : Optional.empty();
    this.logoutTokens =
        settings.isSet(Setting.BACK_CHANNEL_LOGOUT_PATH)
            ? revoker.map(found -> LogoutTokens.of(tokens.logoutTokens(), found))
            : Optional.empty();
  }

  private RefreshTokens refresh(TokenIssuer issuer, VerificationKeys keys, TokenRevoker revoker) {
    return RefreshTokens.of(
        TokenFamilies.of(store, span(Setting.REFRESH_LIFETIME)),
        revoker,
        OwnTokens.of(OwnTokenType.REFRESH, keys, issuer, clock));
  }

  private ActionTokenService action(TokenIssuer issuer, VerificationKeys keys) {
    OwnTokens reader = OwnTokens.of(OwnTokenType.ACTION, keys, issuer, clock);
    return ActionTokenService.of(store, issuer, reader, clock);
  }

  // Sessions without a maximum age last as long as they are used.
  private Lifetimes lifetimes() {
    Duration retention = span(Setting.STORE_RETENTION);
    Lifetimes lifetimes =
        Lifetimes.of(
            retention,
            settings.findDuration(Setting.MAX_AGE).orElse(retention),
            span(Setting.REFRESH_LIFETIME),
            span(Setting.TOKEN_LIFETIME));
    return settings.isSet(Setting.BRIDGE_PATH) && settings.mode().hasSessions()
        ? lifetimes.withTokensOfSessions()
        : lifetimes;
  }

  private Duration span(Setting setting) {
    return settings.findDuration(setting).orElseThrow();
  }

  Optional<TokenService> tokenService() {
    return tokenService;
  }

  Optional<RefreshTokens> refreshTokens() {
    return refreshTokens;
  }

  Optional<ActionTokenService> actionTokens() {
    return actionTokens;
  }

  Optional<TokenRevoker> revoker() {
    return revoker;
  }

  Optional<LogoutTokens> logoutTokens() {
    return logoutTokens;
  }
}
