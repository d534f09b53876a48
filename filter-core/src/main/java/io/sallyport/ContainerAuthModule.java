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
 * Authenticates callers as a Jakarta Authentication module, without CDI, on servers such as plain
 * Tomcat. The container has the caller, so {@code <security-constraint>} applies to it.
 *
 * <p>Applications do not name this class. It is registered for the application when web.xml has the
 * context parameter {@code auth.integration} with the value {@code container}, and removed when the
 * application stops. Source: Jakarta Authentication 3.0, chapter 3 (Servlet Container Profile).
 */
public final class ContainerAuthModule implements ServerAuthModule {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  // Set by initialize, which the container calls before any request.
  private @Nullable CallbackHandler handler;

  /** Called by the container. */
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
   * Authenticates and authorizes the caller of one request.
   *
   * @return {@code SUCCESS} with a caller, or if the request is anonymous and may continue; {@code
   *     SEND_CONTINUE} if the response is written, {@code SEND_FAILURE} if the response rejects or
   *     redirects
   * @throws AuthException if the server rejects the caller, or the response cannot be written
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
          login.registerAnonymous();
          return AuthStatus.SUCCESS;
        case ANSWERED:
          return AuthStatus.SEND_CONTINUE;
        default:
          // With SEND_CONTINUE, Open Liberty replaces a challenge or redirect by an answer of its
          // own.
          return AuthStatus.SEND_FAILURE;
      }
    } catch (IOException | ServletException e) {
      // Logged here too: Tomcat logs exceptions of a module only at its finest level.
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

  /** Does nothing: responses are not signed. */
  @Override
  public AuthStatus secureResponse(MessageInfo message, Subject service) {
    return AuthStatus.SEND_SUCCESS;
  }

  /** Ends the caller's credentials for {@code HttpServletRequest.logout()}, in the browser too. */
  @Override
  public void cleanSubject(MessageInfo message, @Nullable Subject client) throws AuthException {
    HttpServletRequest request = (HttpServletRequest) message.getRequestMessage();
    HttpServletResponse response = (HttpServletResponse) message.getResponseMessage();
    try {
      ContainerIntegration.of(request).logout(request, response);
    } catch (ServletException e) {
      throw failure(e);
    }
    // Open Liberty's subject is read-only here.
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
