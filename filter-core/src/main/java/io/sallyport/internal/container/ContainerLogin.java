package io.sallyport.internal.container;

import io.sallyport.identity.AuthPrincipal;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;

/**
 * Registers the caller of one request with the container (Jakarta Authentication 3.0, 3.8.3 and
 * 3.8.4). Roles are registered as groups; servers map groups to roles of the same name.
 */
public final class ContainerLogin {

  private static final String REGISTER_SESSION = "jakarta.servlet.http.registerSession";
  private static final String AUTH_TYPE = "jakarta.servlet.http.authType";
  private static final String MANDATORY = "jakarta.security.auth.message.MessagePolicy.isMandatory";

  private final CallbackHandler handler;
  private final Subject subject;

  private final Map<String, Object> properties;

  private ContainerLogin(CallbackHandler handler, Subject subject, Map<String, Object> properties) {
    this.handler = handler;
    this.subject = subject;
    this.properties = properties;
  }

  /**
   * Creates the login of one request.
   *
   * @param properties the map of the request's {@code MessageInfo}
   */
  public static ContainerLogin of(
      CallbackHandler handler, Subject subject, Map<String, Object> properties) {
    return new ContainerLogin(handler, subject, properties);
  }

  /**
   * Returns whether the container rejects anonymous callers, because of a constraint or of {@code
   * authenticate()}.
   */
  public boolean isCallerRequired() {
    return Boolean.parseBoolean(String.valueOf(properties.get(MANDATORY)));
  }

  /**
   * Registers a caller that the container does not know yet.
   *
   * @param lasting whether the container keeps the caller for the session; never for a token, which
   *     comes with every request
   * @throws IOException if the container rejects this caller
   */
  public void register(AuthPrincipal caller, boolean lasting) throws IOException {
    List<Callback> callbacks = new ArrayList<>();
    callbacks.add(new CallerPrincipalCallback(subject, caller));
    if (!caller.roles().isEmpty()) {
      callbacks.add(new GroupPrincipalCallback(subject, caller.roles().toArray(new String[0])));
    }
    // A string, since Tomcat casts it. "false" is set too: otherwise Tomcat keeps the caller if a
    // session exists.
    properties.put(REGISTER_SESSION, Boolean.toString(lasting));
    properties.put(AUTH_TYPE, caller.source().authType());
    handle(callbacks.toArray(new Callback[0]));
    RealmRoles.remove(subject, caller);
  }

  /**
   * Confirms the caller whom the container already has. The container receives its own object, so
   * it keeps the registration and does not change the session ID.
   *
   * @throws IOException if the container rejects its own caller
   */
  public void confirm(Principal remembered) throws IOException {
    handle(new CallerPrincipalCallback(subject, remembered));
    if (remembered instanceof AuthPrincipal) {
      RealmRoles.remove(subject, (AuthPrincipal) remembered);
    }
  }

  /**
   * Registers an anonymous caller, in place of any caller that the container keeps.
   *
   * @throws IOException if the container rejects an anonymous caller
   */
  public void registerAnonymous() throws IOException {
    handle(new CallerPrincipalCallback(subject, (Principal) null));
  }

  private void handle(Callback... callbacks) throws IOException {
    try {
      handler.handle(callbacks);
    } catch (UnsupportedCallbackException e) {
      throw new IOException("the server knows no " + e.getCallback().getClass().getSimpleName(), e);
    }
  }
}
