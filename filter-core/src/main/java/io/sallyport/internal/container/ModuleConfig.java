package io.sallyport.internal.container;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.security.auth.message.module.ServerAuthModule;
import java.util.Map;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.jspecify.annotations.Nullable;

/** Gives the container the same authentication module for all requests of the application. */
final class ModuleConfig implements ServerAuthConfig {

  private final String layer;
  private final String appContext;
  private final CallbackHandler handler;
  private final Supplier<ServerAuthModule> modules;
  private volatile @Nullable ModuleContext context;

  ModuleConfig(
      String layer,
      String appContext,
      CallbackHandler handler,
      Supplier<ServerAuthModule> modules) {
    this.layer = layer;
    this.appContext = appContext;
    this.handler = handler;
    this.modules = modules;
  }

  boolean isFor(String otherLayer, String otherContext, CallbackHandler otherHandler) {
    return handler == otherHandler && appContext.equals(otherContext) && layer.equals(otherLayer);
  }

  // Two threads may each create a module at first; the modules are equivalent.
  @Override
  public ServerAuthContext getAuthContext(
      String id, Subject service, Map<String, Object> properties) throws AuthException {
    ModuleContext known = context;
    if (known == null) {
      ServerAuthModule module = modules.get();
      module.initialize(null, null, handler, Map.of());
      known = new ModuleContext(module);
      context = known;
    }
    return known;
  }

  @Override
  public String getMessageLayer() {
    return layer;
  }

  @Override
  public String getAppContext() {
    return appContext;
  }

  @Override
  public String getAuthContextID(MessageInfo messageInfo) {
    return appContext;
  }

  @Override
  public void refresh() {
    context = null;
  }

  @Override
  public boolean isProtected() {
    return false;
  }
}
