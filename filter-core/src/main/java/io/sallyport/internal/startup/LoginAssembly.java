package io.sallyport.internal.startup;

import io.sallyport.internal.endpoint.ActionEndpoint;
import io.sallyport.internal.endpoint.ApplicationLogout;
import io.sallyport.internal.endpoint.BackChannelLogoutEndpoint;
import io.sallyport.internal.endpoint.BridgeEndpoint;
import io.sallyport.internal.endpoint.Endpoint;
import io.sallyport.internal.endpoint.LoginEndpoint;
import io.sallyport.internal.endpoint.LoginHandler;
import io.sallyport.internal.endpoint.LoginPages;
import io.sallyport.internal.endpoint.LogoutEndpoint;
import io.sallyport.internal.endpoint.RefreshEndpoint;
import io.sallyport.internal.endpoint.TokenEndpoint;
import io.sallyport.internal.endpoint.TokenLogout;
import io.sallyport.internal.endpoint.TokenTransport;
import io.sallyport.internal.engine.AuthEngine;
import io.sallyport.internal.login.LoginAttempts;
import io.sallyport.internal.login.LoginLimit;
import io.sallyport.internal.login.LoginThrottle;
import io.sallyport.internal.login.PasswordAuthenticator;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import io.sallyport.spi.TokenStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who checks passwords, and the paths that we answer ourselves. */
final class LoginAssembly {

  private static final Set<String> HASHED_HERE = Set.of("file", "jdbc");
  private static final int CHECKS_ELSEWHERE = 8;
  private static final int WAITING_FOR_EACH = 4;
  private static final Duration LOGIN_WAIT = Duration.ofSeconds(2);

  private final Settings settings;
  private final PasswordAuthenticator credentials;
  private final Set<String> knownRoles;

  private LoginAssembly(
      Settings settings, PasswordAuthenticator credentials, Set<String> knownRoles) {
    this.settings = settings;
    this.credentials = credentials;
    this.knownRoles = Set.copyOf(knownRoles);
  }

  /**
   * Assembles.
   *
   * @param knownRoles the roles to ask the server's realm for, which tells no list
   * @param store counts how often somebody guesses
   */
  static LoginAssembly of(StartupContext context, Set<String> knownRoles, TokenStore store) {
    Settings settings = context.settings();
    LoginAttempts attempts =
        LoginAttempts.of(
            store,
            settings.integer(Setting.LOGIN_MAX_FAILURES),
            settings.findDuration(Setting.LOGIN_FAILURE_WINDOW).orElseThrow());
    PasswordAuthenticator check = new PasswordAssembly(context, attempts).check(knownRoles);
    // Around whatever checks, so that no way to log in goes past it.
    LoginThrottle throttled = LoginThrottle.of(check, attempts);
    return new LoginAssembly(settings, limited(settings, throttled), knownRoles);
  }

  private static PasswordAuthenticator limited(Settings settings, PasswordAuthenticator check) {
    // Half of the processors, so that other requests find one free.
    int hashes =
        settings.isSet(Setting.LOGIN_MAX_CONCURRENT_CHECKS)
            ? settings.integer(Setting.LOGIN_MAX_CONCURRENT_CHECKS)
            : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    boolean hashedHere = HASHED_HERE.contains(settings.text(Setting.LOGIN_USER_STORE));
    // The others wait for another server most of the time.
    return LoginLimit.of(
        check,
        hashedHere ? hashes : hashes * CHECKS_ELSEWHERE,
        hashes * WAITING_FOR_EACH,
        LOGIN_WAIT);
  }

  PasswordAuthenticator authenticator() {
    return credentials;
  }

  /** How tokens reach the client. */
  TokenTransport delivery(TokenAssembly tokens) {
    return tokens
        .cookie()
        .map(name -> TokenTransport.inCookies(name, refreshCookiePaths()))
        .map(found -> found.secure(settings.isOn(Setting.TOKEN_SECURE_COOKIES)))
        .orElse(TokenTransport.inBody());
  }

  Map<String, Endpoint> endpoints(
      AuthEngine engine, TokenAssembly tokens, SessionAssembly sessions, IssueAssembly exchange) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    TokenTransport delivery = delivery(tokens);
    Optional<Endpoint> handOut = exchange.desk().map(desk -> TokenEndpoint.of(credentials, desk));
    put(endpoints, Setting.LOGIN_PATH, login(sessions, exchange, delivery).or(() -> handOut));
    put(endpoints, Setting.TOKEN_PATH, handOut);
    put(
        endpoints,
        Setting.REFRESH_PATH,
        exchange.desk().map(desk -> RefreshEndpoint.of(desk, delivery)));
    put(
        endpoints,
        Setting.BRIDGE_PATH,
        exchange.desk().map(desk -> BridgeEndpoint.of(engine, desk, knownRoles)));
    put(
        endpoints,
        Setting.ACTION_PATH,
        exchange
            .actionTokens()
            .map(
                desk ->
                    ActionEndpoint.of(
                        desk,
                        settings.text(Setting.ACTION_TARGET),
                        settings.find(Setting.ACTION_PAGE))));
    put(
        endpoints,
        Setting.BACK_CHANNEL_LOGOUT_PATH,
        exchange.logoutTokens().map(BackChannelLogoutEndpoint::of));
    put(
        endpoints,
        Setting.LOGOUT_PATH,
        Optional.of(
            LogoutEndpoint.of(
                sessions.logout(),
                tokenLogout(engine, exchange),
                delivery,
                settings.find(Setting.LOGOUT_DEFAULT_URL))));
    return endpoints;
  }

  /** What the application's own logout ends. */
  ApplicationLogout logout(
      AuthEngine engine, TokenAssembly tokens, SessionAssembly sessions, IssueAssembly exchange) {
    return ApplicationLogout.of(sessions.logout(), tokenLogout(engine, exchange), delivery(tokens));
  }

  private static Optional<TokenLogout> tokenLogout(AuthEngine engine, IssueAssembly exchange) {
    return exchange.revoker().map(desk -> TokenLogout.of(engine, desk, exchange.refreshTokens()));
  }

  // Also where people log out: who does when their access token is over has nothing else to end the
  // log-in by.
  private List<String> refreshCookiePaths() {
    List<String> paths = new ArrayList<>();
    settings.find(Setting.REFRESH_PATH).ifPresent(paths::add);
    if (!paths.isEmpty()) {
      settings.find(Setting.LOGOUT_PATH).ifPresent(paths::add);
    }
    return paths;
  }

  // Where there are no sessions, to log in is to get a token: in the cookie that carries tokens, or
  // as from the token path.
  private Optional<Endpoint> login(
      SessionAssembly sessions, IssueAssembly exchange, TokenTransport delivery) {
    Optional<LoginHandler> bySession = sessions.login().map(LoginHandler::bySession);
    Optional<LoginHandler> byCookie =
        settings.text(Setting.TOKEN_HEADER).equals("Cookie")
            ? exchange.desk().map(desk -> LoginHandler.byCookie(desk, delivery))
            : Optional.empty();
    return bySession.or(() -> byCookie).map(entry -> LoginEndpoint.of(credentials, entry, pages()));
  }

  private LoginPages pages() {
    return LoginPages.of(
        settings.text(Setting.LOGIN_DEFAULT_URL),
        settings.find(Setting.LOGIN_ERROR_PAGE),
        settings.text(Setting.RETURN_URL_PARAMETER),
        AccessAssembly.returnTargets(settings));
  }

  private void put(Map<String, Endpoint> endpoints, Setting setting, Optional<Endpoint> endpoint) {
    Optional<String> path = settings.find(setting);
    if (path.isPresent() && endpoint.isPresent()) {
      endpoints.put(path.get(), endpoint.get());
    }
  }
}
