package io.sallyport;

import io.sallyport.internal.descriptor.DescriptorException;
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
import java.io.IOException;
import java.io.InputStream;
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
  private final TokenAssembly tokens;
  private final StoreAssembly stores;
  private final Sallyport api;
  private final Optional<SessionWatch> watch;
  private final boolean enforcing;
  private final boolean cachingPrevented;
  private final boolean cookieHardened;

  private Assembly(
      Settings settings,
      WebXml webXml,
      StartupReport report,
      Problems problems,
      FrontDoor door,
      ServerKind server) {
    Clock clock = Clock.systemUTC();
    checkDoor(settings, problems, door);
    report.line("mode", settings.text(Setting.AUTH_MODE));
    StoreAssembly stores = StoreAssembly.of(settings, problems, report, clock);
    TokenAssembly tokens =
        TokenAssembly.of(settings, problems, report, stores.revocations(), clock);
    SessionAssembly sessions = SessionAssembly.of(settings, report, stores, clock, door);
    AccessAssembly access = AccessAssembly.of(settings, problems, report, door);
    Set<String> knownRoles = new HashSet<>(webXml.declaredRoles());
    knownRoles.addAll(access.roleNames());
    LoginAssembly login = LoginAssembly.of(settings, problems, report, knownRoles, stores.store());
    if (door.isContainerWide()) {
      checkContainerLogin(settings, webXml, report, problems, server);
    }
    // Nothing half configured starts: from here on every value is good.
    problems.throwIfAny();

    ExchangeAssembly exchange = new ExchangeAssembly(settings, tokens, stores, clock);
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
    this.actions =
        new CallerActions(login.credentials(), sessions.login(), webXml, responder, door);
    this.tokens = tokens;
    this.stores = stores;
    this.api = new Sallyport(exchange.takeBack(), exchange.actionTokens());
    this.checkpoint = new Checkpoint(engine, endpoints, access.policy());
  }

  /**
   * Assembles what a filter's parameters ask for, and tells the operator what came of it.
   *
   * @throws ServletException naming every problem, if there is any
   */
  static Assembly of(FilterConfig config) throws ServletException {
    ServletContext context = config.getServletContext();
    StartupReport report = new StartupReport();
    WebXml webXml = webXml(context, report);
    Problems problems = new Problems();
    ParameterSource parameters =
        KeycloakAssembly.complete(ParameterSource.of(config), context, problems, report);
    Assembly assembly =
        assemble(parameters, webXml, report, problems, FrontDoor.FILTER, ServerKind.of(context));
    report.warnings(new DeploymentCheck(webXml, config.getFilterName()).findings());
    assembly.finish(context, report);
    return assembly;
  }

  /**
   * Assembles what the application's parameters ask for, for a door that its container opens.
   *
   * @throws ServletException naming every problem, if there is any
   */
  static Assembly of(ServletContext context, FrontDoor door) throws ServletException {
    StartupReport report = new StartupReport();
    Problems problems = new Problems();
    WebXml webXml = webXml(context, report);
    new ContainerCheck(context, webXml, door).run(problems, report);
    ParameterSource parameters =
        KeycloakAssembly.complete(ParameterSource.of(context), context, problems, report);
    Assembly assembly =
        assemble(parameters, webXml, report, problems, door, ServerKind.of(context));
    assembly.finish(context, report);
    return assembly;
  }

  private static Assembly assemble(
      ParameterSource parameters,
      WebXml webXml,
      StartupReport report,
      Problems problems,
      FrontDoor door,
      ServerKind server)
      throws ServletException {
    try {
      Settings settings = Settings.load(parameters, problems);
      return new Assembly(settings, webXml, report, problems, door, server);
    } catch (SettingsException e) {
      // Without cause: the message is whole, and a server prints every cause's trace.
      throw new ServletException(e.getMessage());
    }
  }

  private void finish(ServletContext context, StartupReport report) throws ServletException {
    report.line("server", String.valueOf(context.getServerInfo()));
    if (cookieHardened) {
      report.warnings(SessionCookies.harden(context));
    }
    report.log(context.getContextPath().isEmpty() ? "/" : context.getContextPath());
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

  private static void checkContainerLogin(
      Settings settings,
      WebXml webXml,
      StartupReport report,
      Problems problems,
      ServerKind server) {
    Optional<String> path = settings.find(Setting.LOGIN_PATH);
    path.ifPresent(text -> ContainerCheck.checkLoginPath(webXml, text, report));
    boolean asked = path.isPresent() || settings.isSet(Setting.TOKEN_PATH);
    if (asked
        && settings.text(Setting.LOGIN_CREDENTIALS).equals("container")
        && server.hidesItsRealm()) {
      // Better now than a wrong password for everybody.
      problems.add(
          Setting.LOGIN_CREDENTIALS,
          "is container, and this server does not let its realm be asked behind this"
              + " auth.integration; use another, or the <filter>");
    }
  }

  // The parameter decides before there are settings: nothing but a <context-param> is seen then.
  private static void checkDoor(Settings settings, Problems problems, FrontDoor door) {
    String asked = settings.text(Setting.AUTH_INTEGRATION);
    if (!asked.equals(door.word())) {
      problems.add(
          Setting.AUTH_INTEGRATION,
          "is "
              + asked
              + ", and a <filter> is there too: two doors would decide; remove the <filter>, or the"
              + " parameter, which has effect only as a <context-param>");
    }
  }

  private static WebXml webXml(ServletContext context, StartupReport report) {
    try (InputStream in = context.getResourceAsStream("/WEB-INF/web.xml")) {
      return in == null ? WebXml.none() : WebXml.read(in);
    } catch (IOException | DescriptorException e) {
      // The container has read it, so the application runs; what we would have said about it we
      // cannot.
      report.warning("web.xml was not examined: " + e.getMessage());
      return WebXml.none();
    }
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

  CallerActions actions() {
    return actions;
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
