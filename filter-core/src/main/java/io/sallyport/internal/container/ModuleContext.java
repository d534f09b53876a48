package io.sallyport.internal.container;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.security.auth.message.module.ServerAuthModule;
import javax.security.auth.Subject;

/** Passes the calls of the container to its authentication module. */
final class ModuleContext implements ServerAuthContext {

  private final ServerAuthModule module;

  ModuleContext(ServerAuthModule module) {
    this.module = module;
  }

  @Override
  public AuthStatus validateRequest(MessageInfo message, Subject client, Subject service)
      throws AuthException {
    return module.validateRequest(message, client, service);
  }

  @Override
  public AuthStatus secureResponse(MessageInfo message, Subject service) throws AuthException {
    return module.secureResponse(message, service);
  }

  @Override
  public void cleanSubject(MessageInfo message, Subject client) throws AuthException {
    module.cleanSubject(message, client);
  }
}
