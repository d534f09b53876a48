package io.sallyport.internal.request;

import io.sallyport.internal.container.MechanismPresence;
import io.sallyport.internal.container.ServerKind;
import io.sallyport.internal.container.TomcatAuthenticator;
import io.sallyport.internal.engine.AuthResult;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Handles what an integration that the container calls does not receive: FORWARD, INCLUDE, ASYNC
 * and ERROR dispatches keep their caller and their access rules, and the application's own login is
 * detected. If the container passes a request without calling us, this filter authenticates and
 * authorizes it.
 */
public final class DispatchFilter implements Filter {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final String NO_CDI =
      Integration.PARAMETER
          + " (context-param): \"mechanism\" needs CDI, which did not start for this application; add"
          + " an empty file WEB-INF/beans.xml, set the parameter in WEB-INF/web.xml, and put the jar"
          + " into WEB-INF/lib; on a server without Jakarta Security use container or the <filter>";

  private final RequestParts parts;
  private final Integration integration;
  private final AtomicBoolean warned = new AtomicBoolean();

  // Set by init, which the container calls before any request.
  private boolean available;
  private boolean loginRegisteredAtOnce;
  private boolean idChangedAtLogin;
  private boolean rolesTiedToThreads;

  public DispatchFilter(RequestParts parts, Integration integration) {
    this.parts = parts;
    this.integration = integration;
  }

  /**
   * Checks that the integration is active. This runs after all listeners, since one of them may
   * start CDI. On servers that would serve the application nevertheless, every request gets 503.
   *
   * @throws ServletException if web.xml selects the mechanism and CDI did not read our extension
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    ServerKind server = ServerKind.of(config.getServletContext());
    // Open Liberty answers authenticate() with its single sign-on cookie (LtpaToken2), which
    // authenticates at other applications and outlives our logout. There the caller is registered
    // with the next request.
    loginRegisteredAtOnce = server != ServerKind.OPEN_LIBERTY;
    idChangedAtLogin =
        integration == Integration.CONTAINER
            && TomcatAuthenticator.isExpected(config.getServletContext());
    rolesTiedToThreads = server.tiesRolesToThreads();
    if (integration != Integration.MECHANISM || MechanismPresence.isAdded()) {
      available = true;
    } else if (server.servesDespiteBrokenFilters()) {
      LOGGER.log(Level.ERROR, "application unavailable, every response is 503: " + NO_CDI);
    } else {
      throw new ServletException(NO_CDI);
    }
  }

  @Override
  public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    if (!available) {
      UnavailableFilter.answer(answer);
      return;
    }
    HttpServletRequest request = (HttpServletRequest) plain;
    HttpServletResponse response = (HttpServletResponse) answer;
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      new FilterRequestHandler(parts, request, response).handle(chain);
    } else if (parts.marks().answered().isKept(request)) {
      // Either a login whose answer waits for the session's cookie, or a server that continues with
      // an answered request.
      return;
    } else if (!parts.marks().handled().isKept(request)) {
      warnOnce();
      new FilterRequestHandler(parts, request, response).handle(chain);
    } else {
      continueHandled(request, response, chain);
    }
  }

  // The container has called us before, on this thread.
  private void continueHandled(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest seen =
        rolesTiedToThreads
            ? new ThreadedRolesRequest(request, parts.actions(), parts.authorizer().decided())
            : request;
    HttpServletRequest inner = idChangedAtLogin ? new RenamedSessionRequest(seen) : seen;
    AuthenticatedThread.enter(request);
    try {
      chain.doFilter(
          parts.watched(
              LogoutRequest.of(inner, response, parts.actions()),
              () -> registerLogin(request, response)),
          Boolean.TRUE.equals(parts.marks().uncached().find(request))
              ? UncachedResponse.continuing(response)
              : response);
    } catch (IOException | ServletException | RuntimeException e) {
      if (!RequestHandler.inCall(parts, request, response).answerOutage(e)) {
        throw e;
      }
    } finally {
      AuthenticatedThread.leave(request);
    }
  }

  /** Does nothing: the listener of {@code ContainerInitializer} stops the integration. */
  @Override
  public void destroy() {}

  private void warnOnce() {
    if (warned.compareAndSet(false, true)) {
      LOGGER.log(
          Level.WARNING,
          "request without authentication by the server: it is authenticated as by the filter, and"
              + " <security-constraint>s and EJBs do not see its caller");
    }
  }

  // Registered at once, before the answer with the new session's cookie is written: see
  // ContainerRequestHandler.serve. If that fails, the next request registers the login. The
  // application only sets a session attribute, so it receives no exception.
  private void registerLogin(HttpServletRequest request, HttpServletResponse response) {
    if (!loginRegisteredAtOnce || response.isCommitted()) {
      return;
    }
    AuthResult result = RequestHandler.inCall(parts, request, response).authenticate();
    if (!result.isAccepted()) {
      // Mostly a guest without a name: no caller is registered, and no challenge is written into
      // the application's answer.
      LOGGER.log(Level.DEBUG, "login not registered with the server: {0}", result);
      return;
    }
    parts.marks().loginSeen().keep(request, result.requireIdentity());
    try {
      request.authenticate(response);
    } catch (IOException | ServletException e) {
      LOGGER.log(Level.WARNING, "login not registered with the server: {0}", e.getMessage());
    } catch (RuntimeException e) {
      // Any defect of the server or of our module: the caller is authenticated by us already.
      parts.rejectionLog().failed(request, e);
    } finally {
      parts.marks().loginSeen().drop(request);
    }
  }
}
