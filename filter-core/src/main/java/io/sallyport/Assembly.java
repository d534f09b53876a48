package io.sallyport;

import io.sallyport.internal.descriptor.WebXml;
import io.sallyport.internal.endpoint.Endpoint;
import io.sallyport.internal.engine.AuthEngine;
import io.sallyport.internal.engine.CredentialSource;
import io.sallyport.internal.session.SessionWatch;
import io.sallyport.internal.settings.ParameterSource;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import io.sallyport.internal.settings.SettingsException;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Joins the parts as web.xml asks for them. The only place, with its fellows of the same name, that
 * sees {@link Settings}; the rooms receive plain arguments. Finds every problem before it gives up.
 */
final class Assembly {

  private final Checkpoint checkpoint;
  private final Responder responder;
  private final RefusalLog refusals;
  private final CallerActions actions;
  private final ContainerMarks marks = new ContainerMarks();
  private final TokenAssembly tokens;
  private final TokenCookies tokenCookies;
  private final StoreAssembly stores;
  private final Sallyport api;
  private final Optional<SessionWatch> watch;
  private final SessionAssembly sessions;
  private final boolean enforcing;
  private final boolean cachingPrevented;
  private final boolean cookieHardened;

  private Assembly(
      Settings settings, DeploymentAssembly deployment, StartupReport report, Problems problems) {
    Clock clock = Clock.systemUTC();
    FrontDoor door = deployment.door();
    WebXml webXml = deployment.webXml();
    deployment.check(settings, problems, report);
    report.line("mode", settings.text(Setting.AUTH_MODE));
    StoreAssembly stores = StoreAssembly.of(settings, problems, report, clock);
    TokenAssembly tokens =
        TokenAssembly.of(
            settings, problems, report, stores.revocations(), clock, deployment.contextPath());
    SessionAssembly sessions = SessionAssembly.of(settings, report, stores, clock, deployment);
    AccessAssembly access = AccessAssembly.of(settings, problems, report, door);
    Set<String> knownRoles = new HashSet<>(webXml.declaredRoles());
    knownRoles.addAll(access.roleNames());
    LoginAssembly login = LoginAssembly.of(settings, problems, report, knownRoles, stores.store());
    // Nothing half configured starts: from here on every value is good.
    problems.throwIfAny();

    ExchangeAssembly exchange =
        new ExchangeAssembly(settings, tokens, stores, login.credentials(), clock);
    AuthEngine engine = AuthEngine.of(sources(tokens, sessions));
    Map<String, Endpoint> endpoints = login.endpoints(engine, tokens, sessions, exchange);
    report.line("endpoints", endpoints.isEmpty() ? "none" : String.join(", ", endpoints.keySet()));
    report.warnings(settings.warnings());
    this.enforcing = settings.text(Setting.AUTH_ENFORCE).equals("deny");
    if (!enforcing) {
      report.warning("\"auth.enforce\" is report: refusals are logged and let through");
    }
    this.cachingPrevented = !settings.isOn(Setting.ALLOW_CACHING);
    this.cookieHardened = sessions.login().isPresent() && !settings.isOn(Setting.ALLOW_WEAK_COOKIE);
    this.refusals = new RefusalLog(!enforcing);
    this.responder = new Responder(access.challengePolicy(), webXml);
    this.watch = sessions.watch();
    this.sessions = sessions;
    DecidedCaller decided = new DecidedCaller(door);
    this.actions =
        new CallerActions(
            login.credentials(),
            sessions.login(),
            login.logout(engine, tokens, sessions, exchange),
            webXml,
            responder,
            decided);
    this.tokens = tokens;
    this.tokenCookies = new TokenCookies(login.delivery(tokens), exchange.takeBack());
    this.stores = stores;
    this.api = new Sallyport(exchange.takeBack(), exchange.actionTokens());
    this.checkpoint = new Checkpoint(engine, endpoints, access.policy(), decided);
  }

  /**
   * Assembles what a filter's parameters ask for, and tells the operator what came of it.
   *
   * @throws ServletException naming every problem, if there is any
   */
  static Assembly of(FilterConfig config) throws ServletException {
    ServletContext context = config.getServletContext();
    StartupReport report = report(context);
    DeploymentAssembly deployment = DeploymentAssembly.of(context, FrontDoor.FILTER, report);
    Problems problems = new Problems();
    ParameterSource parameters =
        KeycloakAssembly.complete(ParameterSource.of(config), context, problems, report);
    new JettyUpgradeCheck(context, deployment.webXml(), config.getFilterName())
        .run(problems, report);
    Assembly assembly = assemble(parameters, deployment, report, problems);
    report.warnings(new DeploymentCheck(deployment.webXml(), config.getFilterName()).findings());
    assembly.finish(context, report);
    return assembly;
  }

  /**
   * Assembles what the application's parameters ask for, for a door that its container opens.
   *
   * @throws ServletException naming every problem, if there is any
   */
  static Assembly of(ServletContext context, FrontDoor door) throws ServletException {
    StartupReport report = report(context);
    Problems problems = new Problems();
    DeploymentAssembly deployment = DeploymentAssembly.of(context, door, report);
    new ContainerCheck(context, deployment.webXml(), door).run(problems, report);
    ParameterSource parameters =
        KeycloakAssembly.complete(ParameterSource.of(context), context, problems, report);
    Assembly assembly = assemble(parameters, deployment, report, problems);
    assembly.finish(context, report);
    return assembly;
  }

  private static StartupReport report(ServletContext context) {
    String path = context.getContextPath();
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
      return new Assembly(settings, deployment, report, problems);
    } catch (SettingsException e) {
      // Without cause: the message is whole, and a server prints every cause's trace.
      throw new ServletException(e.getMessage());
    }
  }

  private void finish(ServletContext context, StartupReport report) throws ServletException {
    sessions.install(context);
    report.line("server", String.valueOf(context.getServerInfo()));
    if (cookieHardened) {
      report.warnings(SessionCookies.harden(context));
    }
    report.log();
    begin();
  }

  // Last, so that no thread is there before it is certain that somebody will end it.
  private void begin() throws ServletException {
    try {
      stores.begin();
      tokens.begin();
    } catch (SettingsException e) {
      close();
      throw new ServletException(e.getMessage());
    }
  }

  /** Ends what runs apart from requests; to be called when the application ends. */
  void close() {
    tokens.close();
    stores.close();
  }

  Sallyport api() {
    return api;
  }

  // The token is asked first: a request that presents one is judged by it alone, and a bad one is
  // refused even when the session is valid.
  private static List<CredentialSource> sources(TokenAssembly tokens, SessionAssembly sessions) {
    List<CredentialSource> sources = new ArrayList<>();
    tokens.source().ifPresent(sources::add);
    sessions.source().ifPresent(sources::add);
    return sources;
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  Responder responder() {
    return responder;
  }

  RefusalLog refusals() {
    return refusals;
  }

  TokenCookies tokenCookies() {
    return tokenCookies;
  }

  CallerActions actions() {
    return actions;
  }

  ContainerMarks marks() {
    return marks;
  }

  boolean isEnforcing() {
    return enforcing;
  }

  boolean isCachingPrevented() {
    return cachingPrevented;
  }

  Supplier<Map<String, Long>> counts() {
    return () -> {
      Map<String, Long> counts = new TreeMap<>(refusals.counts());
      counts.putAll(tokens.counts());
      stores.revocations().ifPresent(list -> counts.put("revocations.size", list.size()));
      return counts;
    };
  }

  HttpServletRequest watched(HttpServletRequest request) {
    return watched(request, () -> {});
  }

  HttpServletRequest watched(HttpServletRequest request, Runnable afterLogin) {
    return watch.isPresent()
        ? new WatchedSessionRequest(request, watch.get(), afterLogin)
        : request;
  }
}
