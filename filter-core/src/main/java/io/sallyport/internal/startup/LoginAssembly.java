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

/** Builds the password check and the endpoints that Sallyport handles itself. */
final class LoginAssembly {

  private static final Set<String> HASHED_HERE = Set.of("file", "jdbc");
  private static final int REMOTE_CHECKS = 8;
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
   * Builds the login.
   *
   * @param knownRoles the roles to query, since the server's realm cannot list roles
   * @param store counts failed logins
   */
  static LoginAssembly of(StartupContext context, Set<String> knownRoles, TokenStore store) {
    Settings settings = context.settings();
    LoginAttempts attempts =
        LoginAttempts.of(
            store,
            settings.integer(Setting.LOGIN_MAX_FAILURES),
            settings.findDuration(Setting.LOGIN_FAILURE_WINDOW).orElseThrow());
    PasswordAuthenticator check = new PasswordAssembly(context, attempts).check(knownRoles);
    // Around every password check, so that no login bypasses it.
    LoginThrottle throttled = LoginThrottle.of(check, attempts);
    return new LoginAssembly(settings, limited(settings, throttled), knownRoles);
  }

  private static PasswordAuthenticator limited(Settings settings, PasswordAuthenticator check) {
    // Half of the processors, so that the others are free for other requests.
    int hashes =
        settings.isSet(Setting.LOGIN_MAX_CONCURRENT_CHECKS)
            ? settings.integer(Setting.LOGIN_MAX_CONCURRENT_CHECKS)
            : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    boolean hashedHere = HASHED_HERE.contains(settings.text(Setting.LOGIN_USER_STORE));
    // Other user stores wait for another server most of the time.
    return LoginLimit.of(
        check, hashedHere ? hashes : hashes * REMOTE_CHECKS, hashes * WAITING_FOR_EACH, LOGIN_WAIT);
  }

  PasswordAuthenticator authenticator() {
    return credentials;
  }

  /** How tokens are sent to the client. */
  TokenTransport delivery(TokenAssembly tokens) {
    return tokens
        .cookie()
        .map(name -> TokenTransport.inCookies(name, refreshCookiePaths()))
        .map(found -> found.secure(settings.isOn(Setting.TOKEN_SECURE_COOKIES)))
        .orElse(TokenTransport.inBody());
  }

  Map<String, Endpoint> endpoints(
      AuthEngine engine, TokenAssembly tokens, SessionAssembly sessions, IssueAssembly issued) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    TokenTransport delivery = delivery(tokens);
    Optional<Endpoint> tokenEndpoint =
        issued.tokenService().map(service -> TokenEndpoint.of(credentials, service));
    put(endpoints, Setting.LOGIN_PATH, login(sessions, issued, delivery).or(() -> tokenEndpoint));
    put(endpoints, Setting.TOKEN_PATH, tokenEndpoint);
    put(
        endpoints,
        Setting.REFRESH_PATH,
        issued.tokenService().map(service -> RefreshEndpoint.of(service, delivery)));
    put(
        endpoints,
        Setting.BRIDGE_PATH,
        issued.tokenService().map(service -> BridgeEndpoint.of(engine, service, knownRoles)));
    put(
        endpoints,
        Setting.ACTION_PATH,
        issued
            .actionTokens()
            .map(
                service ->
                    ActionEndpoint.of(
                        service,
                        settings.text(Setting.ACTION_TARGET),
                        settings.find(Setting.ACTION_PAGE))));
    put(
        endpoints,
        Setting.BACK_CHANNEL_LOGOUT_PATH,
        issued.logoutTokens().map(BackChannelLogoutEndpoint::of));
    put(
        endpoints,
        Setting.LOGOUT_PATH,
        Optional.of(
            LogoutEndpoint.of(
                sessions.logout(),
                tokenLogout(engine, issued),
                delivery,
                settings.find(Setting.LOGOUT_DEFAULT_URL))));
    return endpoints;
  }

  /** The logout that the application itself starts. */
  ApplicationLogout logout(
      AuthEngine engine, TokenAssembly tokens, SessionAssembly sessions, IssueAssembly issued) {
    return ApplicationLogout.of(sessions.logout(), tokenLogout(engine, issued), delivery(tokens));
  }

  private static Optional<TokenLogout> tokenLogout(AuthEngine engine, IssueAssembly issued) {
    return issued.revoker().map(found -> TokenLogout.of(engine, found, issued.refreshTokens()));
  }

  // Also on the logout path: after the access token has expired, only the refresh token can end the
  // login.
  private List<String> refreshCookiePaths() {
    List<String> paths = new ArrayList<>();
    settings.find(Setting.REFRESH_PATH).ifPresent(paths::add);
    if (!paths.isEmpty()) {
      settings.find(Setting.LOGOUT_PATH).ifPresent(paths::add);
    }
    return paths;
  }

  // Without sessions, a login issues a token: in the cookie that carries tokens, or in the body as
  // at the token path.
  private Optional<Endpoint> login(
      SessionAssembly sessions, IssueAssembly issued, TokenTransport delivery) {
    Optional<LoginHandler> bySession = sessions.login().map(LoginHandler::bySession);
    Optional<LoginHandler> byCookie =
        settings.text(Setting.TOKEN_HEADER).equals("Cookie")
            ? issued.tokenService().map(service -> LoginHandler.byCookie(service, delivery))
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
