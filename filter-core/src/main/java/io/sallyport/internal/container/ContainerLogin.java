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
 * Tells the container who calls with one request (Jakarta Authentication 3.0, 3.8.3 and 3.8.4).
 * Roles are given as groups; servers map groups to roles of the same name.
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
   * For one request.
   *
   * @param properties the map of its {@code MessageInfo}
   */
  public static ContainerLogin of(
      CallbackHandler handler, Subject subject, Map<String, Object> properties) {
    return new ContainerLogin(handler, subject, properties);
  }

  /** Whether the container lets nobody without a name in, for a constraint or by request. */
  public boolean isCallerDemanded() {
    return Boolean.parseBoolean(String.valueOf(properties.get(MANDATORY)));
  }

  /**
   * Reports a caller that the container does not know yet.
   *
   * @param lasting whether it shall remember the caller for the session; never for a token, whose
   *     every request stands for itself
   * @throws IOException if the container does not take this caller
   */
  public void tell(AuthPrincipal caller, boolean lasting) throws IOException {
    List<Callback> callbacks = new ArrayList<>();
    callbacks.add(new CallerPrincipalCallback(subject, caller));
    if (!caller.roles().isEmpty()) {
      callbacks.add(new GroupPrincipalCallback(subject, caller.roles().toArray(new String[0])));
    }
    // As text: Tomcat casts it. And "false" said aloud, or Tomcat keeps it where a session exists.
    properties.put(REGISTER_SESSION, Boolean.toString(lasting));
    properties.put(AUTH_TYPE, caller.source().authType());
    handle(callbacks.toArray(new Callback[0]));
    RealmRoles.remove(subject, caller);
  }

  /**
   * The caller whom the container remembers: its own object handed back, so that it keeps what it
   * has and gives the session no new id.
   *
   * @throws IOException if the container does not take its own caller back
   */
  public void tellAgain(Principal remembered) throws IOException {
    handle(new CallerPrincipalCallback(subject, remembered));
    if (remembered instanceof AuthPrincipal) {
      RealmRoles.remove(subject, (AuthPrincipal) remembered);
    }
  }

  /**
   * Nobody, whomever the container may remember.
   *
   * @throws IOException if the container does not take that
   */
  public void tellNobody() throws IOException {
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
