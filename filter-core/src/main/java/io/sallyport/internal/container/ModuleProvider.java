package io.sallyport.internal.container;

import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ClientAuthConfig;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.module.ServerAuthModule;
import java.util.function.Supplier;
import javax.security.auth.callback.CallbackHandler;
import org.jspecify.annotations.Nullable;

/**
 * Provides the container with the configuration of the authentication module (Jakarta
 * Authentication 3.0, chapter 2).
 */
final class ModuleProvider implements AuthConfigProvider {

  private final Supplier<ServerAuthModule> modules;

  // Containers call this for each request, mostly with the same handler.
  private volatile @Nullable ModuleConfig latest;

  ModuleProvider(Supplier<ServerAuthModule> modules) {
    this.modules = modules;
  }

  @Override
  public ServerAuthConfig getServerAuthConfig(
      String layer, String appContext, CallbackHandler handler) {
    ModuleConfig known = latest;
    if (known != null && known.isFor(layer, appContext, handler)) {
      return known;
    }
    ModuleConfig config = new ModuleConfig(layer, appContext, handler, modules);
    latest = config;
    return config;
  }

  @Override
  public @Nullable ClientAuthConfig getClientAuthConfig(
      String layer, String appContext, CallbackHandler handler) {
    return null;
  }

  @Override
  public void refresh() {
    latest = null;
  }
}
