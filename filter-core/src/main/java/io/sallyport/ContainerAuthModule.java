package io.sallyport;

import io.sallyport.internal.container.ContainerLogin;
import io.sallyport.internal.request.ContainerIntegration;
import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.MessagePolicy;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.jspecify.annotations.Nullable;

/**
 * The front door for servers with Jakarta Authentication, bare Tomcat among them: the container
 * itself learns who calls, without CDI.
 *
 * <p>Nothing names this class: it is registered for the application when web.xml has the context
 * parameter {@code auth.integration} with the value {@code container}, and taken away with it.
 * Source: Jakarta Authentication 3.0, chapter 3 (Servlet Container Profile).
 */
public final class ContainerAuthModule implements ServerAuthModule {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  // Given by initialize, which comes before any request.
  private @Nullable CallbackHandler handler;

  /** For the container. */
  public ContainerAuthModule() {}

  @Override
  public void initialize(
      @Nullable MessagePolicy requestPolicy,
      @Nullable MessagePolicy responsePolicy,
      CallbackHandler callbacks,
      Map<String, Object> options) {
    this.handler = callbacks;
  }

  @Override
  public Class<?>[] getSupportedMessageTypes() {
    return new Class<?>[] {HttpServletRequest.class, HttpServletResponse.class};
  }

  /**
   * Decides who calls and whether they may.
   *
   * @return {@code SUCCESS} with a caller, or where nobody is known and nobody need be; {@code
   *     SEND_CONTINUE} once the response is written, {@code SEND_FAILURE} if it refuses or
   *     redirects
   * @throws AuthException if the server does not take the caller, or cannot be written to
   */
  @Override
  public AuthStatus validateRequest(MessageInfo message, Subject client, Subject service)
      throws AuthException {
    HttpServletRequest request = (HttpServletRequest) message.getRequestMessage();
    HttpServletResponse response = (HttpServletResponse) message.getResponseMessage();
    ContainerLogin login = login(message, client);
    try {
      switch (ContainerIntegration.of(request).handle(request, response, login)) {
        case AUTHENTICATED:
          return AuthStatus.SUCCESS;
        case ANONYMOUS:
          login.tellNobody();
          return AuthStatus.SUCCESS;
        case ANSWERED:
          return AuthStatus.SEND_CONTINUE;
        default:
          // Open Liberty would put an answer of its own over a challenge or redirect "to continue".
          return AuthStatus.SEND_FAILURE;
      }
    } catch (IOException | ServletException e) {
      // Here too: Tomcat tells its log of what is thrown at it only at its finest.
      LOGGER.log(Level.ERROR, "request not authenticated: reason={0}", e.getMessage());
      throw failure(e);
    }
  }

  private ContainerLogin login(MessageInfo message, Subject client) throws AuthException {
    CallbackHandler callbacks = handler;
    if (callbacks == null) {
      throw new AuthException("not initialised");
    }
    return ContainerLogin.of(callbacks, client, message.getMap());
  }

  /** Nothing is signed or added to the response. */
  @Override
  public AuthStatus secureResponse(MessageInfo message, Subject service) {
    return AuthStatus.SEND_SUCCESS;
  }

  /** Forgets the caller of {@code HttpServletRequest.logout()}, in the browser too. */
  @Override
  public void cleanSubject(MessageInfo message, @Nullable Subject client) throws AuthException {
    HttpServletRequest request = (HttpServletRequest) message.getRequestMessage();
    HttpServletResponse response = (HttpServletResponse) message.getResponseMessage();
    try {
      ContainerIntegration.of(request).logout(request, response);
    } catch (ServletException e) {
      throw failure(e);
    }
    // Open Liberty's is read-only by now.
    if (client != null && !client.isReadOnly()) {
      client.getPrincipals().clear();
    }
  }

  private static AuthException failure(Exception cause) {
    AuthException failure = new AuthException(cause.getMessage());
    failure.initCause(cause);
    return failure;
  }
}
