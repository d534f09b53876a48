package io.sallyport.internal.startup;

import io.sallyport.internal.endpoint.Endpoint;
import io.sallyport.internal.engine.AuthEngine;
import io.sallyport.internal.engine.CredentialSource;
import io.sallyport.internal.issue.ActionTokenService;
import io.sallyport.internal.issue.TokenRevoker;
import io.sallyport.internal.request.CallerActions;
import io.sallyport.internal.request.CallerLogin;
import io.sallyport.internal.request.CallerLogout;
import io.sallyport.internal.request.DecidedCaller;
import io.sallyport.internal.request.Integration;
import io.sallyport.internal.request.RejectionHandler;
import io.sallyport.internal.request.RequestAuthorizer;
import io.sallyport.internal.request.RequestParts;
import io.sallyport.internal.request.RoleCheck;
import io.sallyport.internal.request.TokenCookies;
import io.sallyport.internal.settings.ParameterSource;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import io.sallyport.internal.settings.SettingsException;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Builds all parts of one application from its settings, and closes them. A failed start names all
 * problems at once.
 */
public final class Assembly {

  private final RequestParts parts;
  private final TokenAssembly tokens;
  private final StoreAssembly stores;
  private final SessionAssembly sessions;
  private final IssueAssembly issued;
  private final boolean cookieHardened;

  private Assembly(StartupContext context) {
    Settings settings = context.settings();
    StartupReport report = context.report();
    DeploymentAssembly deployment = context.deployment();

    // First the checks of the deployment, since the rest may depend on them.
    deployment.check(context);
    report.line("mode", settings.mode().toString());
    // The store comes before everything that reads or writes revocations.
    stores = StoreAssembly.of(context);
    tokens = TokenAssembly.of(context, stores.revocations());
    sessions = SessionAssembly.of(context, stores);
    // The rules come before the login: the server's realm can only be queried for named roles.
    AccessAssembly access = AccessAssembly.of(context);
    LoginAssembly login = LoginAssembly.of(context, knownRoles(deployment, access), stores.store());
    // Now every part has reported its problems. From here on every value is valid.
    context.problems().throwIfAny();

    issued = new IssueAssembly(context, tokens, stores, login.authenticator());
    AuthEngine engine = AuthEngine.of(sources(tokens, sessions));
    // The endpoints need all of the above: they log in, issue and revoke.
    Map<String, Endpoint> endpoints = login.endpoints(engine, tokens, sessions, issued);
    report.line("endpoints", endpoints.isEmpty() ? "none" : String.join(", ", endpoints.keySet()));
    report.warnings(settings.warnings());
    boolean enforcing = settings.text(Setting.AUTH_ENFORCE).equals("deny");
    if (!enforcing) {
      report.warning("auth.enforce: \"report\" lets rejected requests through and only logs them");
    }
    cookieHardened = sessions.login().isPresent() && !settings.isOn(Setting.ALLOW_WEAK_COOKIE);

    // The authorizer writes the decided caller here, and the servlets' calls read it.
    DecidedCaller decided = new DecidedCaller(deployment.integration());
    RejectionHandler rejectionHandler =
        new RejectionHandler(access.challengePolicy(), deployment.webXml());
    CallerActions actions =
        new CallerActions(
            new RoleCheck(deployment.webXml(), decided),
            new CallerLogin(login.authenticator(), sessions.login(), decided),
            new CallerLogout(
                login.logout(engine, tokens, sessions, issued), sessions.logout(), decided),
            rejectionHandler);
    parts =
        RequestParts.builder(
                new RequestAuthorizer(engine, endpoints, access.policy(), decided),
                rejectionHandler,
                actions,
                new TokenCookies(login.delivery(tokens), issued.revoker()))
            .watch(sessions.watch())
            .enforcing(enforcing)
            .cachingPrevented(!settings.isOn(Setting.ALLOW_CACHING))
            .build();
  }

  private static Set<String> knownRoles(DeploymentAssembly deployment, AccessAssembly access) {
    Set<String> roles = new HashSet<>(deployment.webXml().declaredRoles());
    roles.addAll(access.roleNames());
    return roles;
  }

  // The token comes first. A token in a header decides alone: an invalid one is rejected even if
  // the session is valid.
  private static List<CredentialSource> sources(TokenAssembly tokens, SessionAssembly sessions) {
    List<CredentialSource> sources = new ArrayList<>();
    tokens.source().ifPresent(sources::add);
    sessions.source().ifPresent(sources::add);
    return sources;
  }

  /**
   * Builds the parts of a filter, starts the background work and logs the start-up report.
   *
   * @throws ServletException with every problem, if there are any
   */
  public static Assembly of(FilterConfig config) throws ServletException {
    ServletContext application = config.getServletContext();
    StartupReport report = report(application);
    DeploymentAssembly deployment = DeploymentAssembly.of(application, Integration.FILTER, report);
    Problems problems = new Problems();
    ParameterSource parameters =
        KeycloakAssembly.complete(ParameterSource.of(config), application, problems, report);
    new JettyUpgradeCheck(application, deployment.webXml(), config.getFilterName())
        .run(problems, report);
    Assembly assembly = assemble(parameters, deployment, report, problems);
    report.warnings(new DeploymentCheck(deployment.webXml(), config.getFilterName()).findings());
    assembly.start(application, report);
    return assembly;
  }

  /**
   * Builds the parts of an integration that the container calls, starts the background work and
   * logs the start-up report.
   *
   * @throws ServletException with every problem, if there are any
   */
  public static Assembly of(ServletContext application, Integration integration)
      throws ServletException {
    StartupReport report = report(application);
    Problems problems = new Problems();
    DeploymentAssembly deployment = DeploymentAssembly.of(application, integration, report);
    new ContainerCheck(deployment, ContainerCheck.registeredFilters(application))
        .run(problems, report);
    ParameterSource parameters =
        KeycloakAssembly.complete(ParameterSource.of(application), application, problems, report);
    Assembly assembly = assemble(parameters, deployment, report, problems);
    assembly.start(application, report);
    return assembly;
  }

  private static StartupReport report(ServletContext application) {
    String path = application.getContextPath();
    return new StartupReport(path.isEmpty() ? "/" : path);
  }

  private static Assembly assemble(
      ParameterSource parameters,
      DeploymentAssembly deployment,
      StartupReport report,
      Problems problems)
      throws ServletException {
    try {
      Settings settings = Settings.load(parameters, problems);
      return new Assembly(new StartupContext(settings, deployment, problems, report));
    } catch (SettingsException e) {
      // Without a cause: the message is complete, and a server prints the stack trace of every
      // cause.
      throw new ServletException(e.getMessage());
    }
  }

  private void start(ServletContext application, StartupReport report) throws ServletException {
    sessions.install(application);
    report.line("server", String.valueOf(application.getServerInfo()));
    if (cookieHardened) {
      report.warnings(SessionCookies.harden(application));
    }
    report.log();
    startBackground();
  }

  // Last, so that no thread is started before it is certain that close() will be called.
  private void startBackground() throws ServletException {
    try {
      stores.begin();
      tokens.begin();
    } catch (SettingsException e) {
      close();
      throw new ServletException(e.getMessage());
    }
  }

  /** Ends the background work. Call it when the application stops. */
  public void close() {
    tokens.close();
    stores.close();
  }

  /** The parts that handle the application's requests. */
  public RequestParts parts() {
    return parts;
  }

  /** Revokes tokens and sessions; empty without {@code auth.store}. */
  public Optional<TokenRevoker> revoker() {
    return issued.revoker();
  }

  /** Issues action tokens; empty without a store or a signing key. */
  public Optional<ActionTokenService> actionTokens() {
    return issued.actionTokens();
  }

  /** Counters: rejections since the start by code, the token cache and the revocation list. */
  public Supplier<Map<String, Long>> counts() {
    return () -> {
      Map<String, Long> counts = new TreeMap<>(parts.rejectionLog().counts());
      counts.putAll(tokens.counts());
      stores.revocations().ifPresent(list -> counts.put("revocation-list.size", list.size()));
      return counts;
    };
  }
}
