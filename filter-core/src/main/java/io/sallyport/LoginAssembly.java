package io.sallyport;

import io.sallyport.internal.endpoint.Endpoint;
import io.sallyport.internal.endpoint.LoginEndpoint;
import io.sallyport.internal.endpoint.LoginPages;
import io.sallyport.internal.endpoint.LogoutEndpoint;
import io.sallyport.internal.endpoint.TokenEndpoint;
import io.sallyport.internal.login.CredentialCheck;
import io.sallyport.internal.login.LoginThrottle;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import io.sallyport.spi.TokenStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who checks passwords, and the paths that we answer ourselves. */
final class LoginAssembly {

  private final Settings settings;
  private final CredentialCheck credentials;

  private LoginAssembly(Settings settings, CredentialCheck credentials) {
    this.settings = settings;
    this.credentials = credentials;
  }

  /**
   * Assembles.
   *
   * @param knownRoles the roles to ask the server's realm for, which tells no list
   * @param store counts how often somebody guesses
   */
  static LoginAssembly of(
      Settings settings,
      Problems problems,
      StartupReport report,
      Set<String> knownRoles,
      TokenStore store) {
    CredentialCheck check = CredentialAssembly.of(settings, problems, report, knownRoles);
    // Around whatever checks, so that no way to log in goes past it.
    return new LoginAssembly(
        settings,
        LoginThrottle.of(
            check,
            store,
            settings.integer(Setting.LOGIN_MAX_FAILURES),
            settings.findDuration(Setting.LOGIN_FAILURE_WINDOW).orElseThrow()));
  }

  CredentialCheck credentials() {
    return credentials;
  }

  Map<String, Endpoint> endpoints(TokenAssembly tokens, SessionAssembly sessions) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    Optional<Endpoint> handOut =
        tokens.issuer().map(issuer -> TokenEndpoint.of(credentials, issuer));
    // Where there are no sessions, to log in is to get a token.
    Optional<Endpoint> login =
        sessions
            .login()
            .map(begin -> (Endpoint) LoginEndpoint.of(credentials, begin, pages()))
            .or(() -> handOut);
    put(endpoints, Setting.LOGIN_PATH, login);
    put(endpoints, Setting.TOKEN_PATH, handOut);
    put(
        endpoints,
        Setting.LOGOUT_PATH,
        Optional.of(
            LogoutEndpoint.of(
                sessions.login(), tokens.cookie(), settings.find(Setting.LOGOUT_DEFAULT_URL))));
    return endpoints;
  }

  private LoginPages pages() {
    return LoginPages.of(
        settings.text(Setting.LOGIN_DEFAULT_URL),
        settings.find(Setting.LOGIN_ERROR_PAGE),
        settings.text(Setting.RETURN_PARAMETER));
  }

  private void put(Map<String, Endpoint> endpoints, Setting setting, Optional<Endpoint> endpoint) {
    Optional<String> path = settings.find(setting);
    if (path.isPresent() && endpoint.isPresent()) {
      endpoints.put(path.get(), endpoint.get());
    }
  }
}
