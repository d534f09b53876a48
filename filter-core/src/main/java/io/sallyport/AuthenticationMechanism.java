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
 * The front door for servers with Jakarta Security: the container itself learns who calls, by
 * session or by JSON Web Token, so that {@code <security-constraint>}, {@code @RolesAllowed}, EJB
 * and {@code SecurityContext} see it as well.
 *
 * <p>Nothing names this class: it becomes a bean when web.xml has the context parameter {@code
 * auth.integration} with the value {@code mechanism}, together with the other settings:
 *
 * <pre>{@code
 * <context-param>
 *   <param-name>auth.integration</param-name>
 *   <param-value>mechanism</param-value>
 * </context-param>
 * }</pre>
 *
 * <p>A session login lasts without the container's {@code @AutoApplySession}; a token never makes a
 * session. Source: Jakarta Security 3.0, chapter 2.
 */
public class AuthenticationMechanism implements HttpAuthenticationMechanism {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final String NOT_STARTED =
      "the application is unavailable, every answer is 503: Sallyport has not been started."
          + " Correct the settings that the log names at start-up. If it names none, remove"
          + " <absolute-ordering> from web.xml, or add <others/> to it";

  private final AtomicBoolean logged = new AtomicBoolean();

  /** For the container. */
  public AuthenticationMechanism() {}

  /**
   * Decides who calls and whether they may.
   *
   * @return {@code SUCCESS} with a caller, {@code NOT_DONE} where nobody is known and nobody need
   *     be; {@code SEND_CONTINUE} once the response is written, {@code SEND_FAILURE} if it refuses
   *     or redirects
   * @throws AuthenticationException if the server does not take the caller, or cannot be written to
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
          // Open Liberty would put an answer of its own over a challenge or redirect "to continue".
          return AuthenticationStatus.SEND_FAILURE;
      }
    } catch (IOException | ServletException e) {
      // Here too: not every server tells its log of what is thrown at it.
      LOGGER.log(Level.ERROR, "request not authenticated: reason={0}", e.getMessage());
      throw new AuthenticationException(e.getMessage(), e);
    }
  }

  // Open Liberty serves an application whose start failed, and its own answer would be 403.
  private AuthenticationStatus rejectUnavailable(HttpServletResponse response)
      throws AuthenticationException {
    // Once: a client could fill the log.
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

  /** Nothing is signed or added to the response. */
  @Override
  public AuthenticationStatus secureResponse(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    return AuthenticationStatus.SUCCESS;
  }

  /** Forgets the caller of {@code HttpServletRequest.logout()}, in the browser too. */
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
