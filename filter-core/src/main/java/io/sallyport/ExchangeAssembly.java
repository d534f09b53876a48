package io.sallyport;

import io.sallyport.internal.exchange.ActionTokenDesk;
import io.sallyport.internal.exchange.Lifetimes;
import io.sallyport.internal.exchange.LogoutTokens;
import io.sallyport.internal.exchange.RefreshTokens;
import io.sallyport.internal.exchange.TakeBack;
import io.sallyport.internal.exchange.TokenDesk;
import io.sallyport.internal.jwt.OwnClaims;
import io.sallyport.internal.jwt.OwnTokenType;
import io.sallyport.internal.jwt.OwnTokens;
import io.sallyport.internal.jwt.TokenIssuer;
import io.sallyport.internal.key.VerificationKeys;
import io.sallyport.internal.login.CredentialCheck;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Tokens that are handed out, traded in and taken back. */
final class ExchangeAssembly {

  private final Settings settings;
  private final TokenStore store;
  private final Clock clock;
  private final Optional<RefreshTokens> refreshTokens;
  private final Optional<TokenDesk> desk;
  private final Optional<ActionTokenDesk> actionTokens;
  private final Optional<TakeBack> takeBack;
  private final Optional<LogoutTokens> logoutTokens;

  ExchangeAssembly(
      Settings settings,
      TokenAssembly tokens,
      StoreAssembly stores,
      CredentialCheck users,
      Clock clock) {
    this.settings = settings;
    this.store = stores.store();
    this.clock = clock;
    Optional<RevocationList> revocations = stores.revocations();
    Lifetimes lifetimes = lifetimes();
    this.takeBack =
        revocations.map(list -> TakeBack.of(list, settings.find(Setting.ISSUER), lifetimes, clock));
    this.refreshTokens =
        settings.isSet(Setting.REFRESH_PATH) && revocations.isPresent()
            ? tokens
                .issuer()
                .map(issuer -> refresh(issuer, tokens.ownKeys().orElseThrow(), revocations.get()))
                .map(found -> found.asking(users::find))
            : Optional.empty();
    this.desk = tokens.issuer().map(issuer -> TokenDesk.of(issuer, refreshTokens));
    this.actionTokens =
        revocations.isPresent()
            ? tokens.issuer().map(issuer -> action(issuer, tokens.ownKeys().orElseThrow()))
            : Optional.empty();
    this.logoutTokens =
        settings.isSet(Setting.BACK_CHANNEL_LOGOUT_PATH)
            ? revocations.map(
                list ->
                    LogoutTokens.of(
                        tokens.logoutTokens(),
                        list,
                        settings.find(Setting.ISSUER),
                        lifetimes,
                        clock))
            : Optional.empty();
  }

  private RefreshTokens refresh(
      TokenIssuer issuer, VerificationKeys keys, RevocationList revocations) {
    OwnTokens reader =
        OwnTokens.of(
            OwnTokenType.REFRESH, keys, issuer, clock, "sub", "jti", "sid", OwnClaims.LOGIN_TIME);
    return RefreshTokens.of(store, revocations, issuer, reader, lifetimes(), clock);
  }

  private ActionTokenDesk action(TokenIssuer issuer, VerificationKeys keys) {
    OwnTokens reader =
        OwnTokens.of(OwnTokenType.ACTION, keys, issuer, clock, "sub", "jti", OwnClaims.PURPOSE);
    return ActionTokenDesk.of(store, issuer, reader, clock);
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
    return settings.isSet(Setting.BRIDGE_PATH) && !settings.text(Setting.AUTH_MODE).equals("jwt")
        ? lifetimes.withTokensOfSessions()
        : lifetimes;
  }

  private Duration span(Setting setting) {
    return settings.findDuration(setting).orElseThrow();
  }

  Optional<TokenDesk> desk() {
    return desk;
  }

  Optional<RefreshTokens> refreshTokens() {
    return refreshTokens;
  }

  Optional<ActionTokenDesk> actionTokens() {
    return actionTokens;
  }

  Optional<TakeBack> takeBack() {
    return takeBack;
  }

  Optional<LogoutTokens> logoutTokens() {
    return logoutTokens;
  }
}
