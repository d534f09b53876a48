package io.sallyport;

import io.sallyport.internal.container.ContainerLogin;
import io.sallyport.internal.request.ContainerIntegration;
import io.sallyport.internal.request.UnavailableFilter;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Authenticates callers as a Jakarta Security authentication mechanism, by session or by JSON Web
 * Token. The container has the caller, so {@code <security-constraint>}, {@code @RolesAllowed}, EJB
 * and {@code SecurityContext} apply to it.
 *
 * <p>Applications do not name this class. It becomes a bean when web.xml has the context parameter
 * {@code auth.integration} with the value {@code mechanism}, together with the other settings:
 *
 * <pre>{@code
 * <context-param>
 *   <param-name>auth.integration</param-name>
 *   <param-value>mechanism</param-value>
 * </context-param>
 * }</pre>
 *
 * <p>A session login lasts without the container's {@code @AutoApplySession}; a token never creates
 * a session. Source: Jakarta Security 3.0, chapter 2.
 */
public class AuthenticationMechanism implements HttpAuthenticationMechanism {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final String NOT_STARTED =
      "the application is unavailable, every answer is 503: Sallyport has not been started."
          + " Correct the settings that the log names at start-up. If it names none, remove"
          + " <absolute-ordering> from web.xml, or add <others/> to it";

  private final AtomicBoolean logged = new AtomicBoolean();

  /** Called by CDI. */
  public AuthenticationMechanism() {}

  /**
   * Authenticates and authorizes the caller of one request.
   *
   * @return {@code SUCCESS} with a caller, {@code NOT_DONE} if the request is anonymous and may
   *     continue; {@code SEND_CONTINUE} if the response is written, {@code SEND_FAILURE} if the
   *     response rejects or redirects
   * @throws AuthenticationException if the server rejects the caller, or the response cannot be
   *     written
   */
  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    if (!ContainerIntegration.isInstalled(request)) {
      return rejectUnavailable(response);
    }
    try {
      switch (ContainerIntegration.of(request).handle(request, response, login(context))) {
        case AUTHENTICATED:
          return AuthenticationStatus.SUCCESS;
        case ANONYMOUS:
          return context.doNothing();
        case ANSWERED:
          return AuthenticationStatus.SEND_CONTINUE;
        default:
          // With SEND_CONTINUE, Open Liberty replaces a challenge or redirect by an answer of its
          // own.
          return AuthenticationStatus.SEND_FAILURE;
      }
    } catch (IOException | ServletException e) {
      // Logged here too: not every server logs the exceptions of a mechanism.
      LOGGER.log(Level.ERROR, "request not authenticated: reason={0}", e.getMessage());
      throw new AuthenticationException(e.getMessage(), e);
    }
  }

  // Open Liberty serves an application whose start failed. Its own answer would be 403.
  private AuthenticationStatus rejectUnavailable(HttpServletResponse response)
      throws AuthenticationException {
    // Logged once: otherwise clients could fill the log.
    if (logged.compareAndSet(false, true)) {
      LOGGER.log(Level.ERROR, NOT_STARTED);
    }
    UnavailableFilter.answer(response);
    try {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    } catch (IOException e) {
      throw new AuthenticationException(e.getMessage(), e);
    }
    return AuthenticationStatus.SEND_FAILURE;
  }

  private static ContainerLogin login(HttpMessageContext context) {
    return ContainerLogin.of(
        context.getHandler(), context.getClientSubject(), context.getMessageInfo().getMap());
  }

  /** Does nothing: responses are not signed. */
  @Override
  public AuthenticationStatus secureResponse(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    return AuthenticationStatus.SUCCESS;
  }

  /** Ends the caller's credentials for {@code HttpServletRequest.logout()}, in the browser too. */
  @Override
  public void cleanSubject(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    try {
      ContainerIntegration.of(request).logout(request, response);
    } catch (ServletException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    context.cleanClientSubject();
  }
}
