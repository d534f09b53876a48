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
 * Inside the doors that a container asks: sees what it does not ask about. Forwards, includes,
 * async dispatches and error pages keep their caller and their rules; the application's own login
 * is noticed; a request that the container let by without asking is judged here.
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
  private boolean open;
  private boolean loginToldAtOnce;
  private boolean idChangedAtLogin;
  private boolean rolesTiedToThreads;

  public DispatchFilter(RequestParts parts, Integration integration) {
    this.parts = parts;
    this.integration = integration;
  }

  /**
   * Looks whether the door is there. Later than all listeners: CDI may be started by one. On
   * servers that would serve the application nevertheless, it stays shut.
   *
   * @throws ServletException if web.xml asks for the mechanism and CDI never asked for our beans
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    ServerKind server = ServerKind.of(config.getServletContext());
    // Open Liberty answers authenticate() with its single sign-on cookie (LtpaToken2), which opens
    // other applications and outlives our logout. It learns of the caller with the next request.
    loginToldAtOnce = server != ServerKind.OPEN_LIBERTY;
    idChangedAtLogin =
        integration == Integration.CONTAINER
            && TomcatAuthenticator.isExpected(config.getServletContext());
    rolesTiedToThreads = server.tiesRolesToThreads();
    if (integration != Integration.MECHANISM || MechanismPresence.isAdded()) {
      open = true;
    } else if (server.servesDespiteBrokenFilters()) {
      LOGGER.log(Level.ERROR, "application unavailable, every response is 503: " + NO_CDI);
    } else {
      throw new ServletException(NO_CDI);
    }
  }

  @Override
  public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    if (!open) {
      UnavailableFilter.answer(answer);
      return;
    }
    HttpServletRequest request = (HttpServletRequest) plain;
    HttpServletResponse response = (HttpServletResponse) answer;
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      new FilterRequestHandler(parts, request, response).handle(chain);
    } else if (parts.marks().answered().isKept(request)) {
      // A login whose answer waits for the session's cookie; or a server that goes on regardless.
      return;
    } else if (!parts.marks().judged().isKept(request)) {
      warnOnce();
      new FilterRequestHandler(parts, request, response).handle(chain);
    } else {
      goOn(request, response, chain);
    }
  }

  // The container has decided, on this thread.
  private void goOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
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
              () -> tellOfLogin(request, response)),
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

  /** Nothing of this filter's own; the door is closed by its listener. */
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

  // Told at once, while the answer with the new session's cookie is still to be written: see
  // ContainerRequestHandler.serve. If it cannot be, the next request tells it; the application,
  // which only
  // sets an attribute of its session, hears of none of it.
  private void tellOfLogin(HttpServletRequest request, HttpServletResponse response) {
    if (!loginToldAtOnce || response.isCommitted()) {
      return;
    }
    AuthResult result = RequestHandler.inCall(parts, request, response).authenticate();
    if (!result.isAccepted()) {
      // A guest without a name, most of all: nobody is told of, and no challenge is written into
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
      // Any fault of the server or of our module: the caller is authenticated by us already.
      parts.rejectionLog().failed(request, e);
    } finally {
      parts.marks().loginSeen().drop(request);
    }
  }
}
