package io.sallyport.internal.container;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.function.Supplier;

/**
 * One application's entry with the server's factory of authentication modules. The only class that
 * needs the factory: it is loaded when an application asks for this door, never before.
 */
public final class ProviderRegistration {

  private static final String LAYER = "HttpServlet";

  private final AuthConfigFactory factory;
  private final ModuleProvider provider;
  private final String id;

  private ProviderRegistration(AuthConfigFactory factory, ModuleProvider provider, String id) {
    this.factory = factory;
    this.provider = provider;
    this.id = id;
  }

  /**
   * Registers for the application, under the name that Jakarta Authentication 3.0, 3.2 gives it.
   *
   * @throws IllegalStateException if the server has no factory
   */
  public static ProviderRegistration add(
      ServletContext application, Supplier<ServerAuthModule> modules) {
    AuthConfigFactory factory = AuthConfigFactory.getFactory();
    if (factory == null) {
      throw new IllegalStateException("the server has no AuthConfigFactory");
    }
    String context = application.getVirtualServerName() + " " + application.getContextPath();
    ModuleProvider provider = new ModuleProvider(modules);
    String id = factory.registerConfigProvider(provider, LAYER, context, "Sallyport");
    return new ProviderRegistration(factory, provider, id);
  }

  /** Takes it away again; nothing of ours outlives the application. */
  public void remove() {
    // The id names the application and not us: another version of it, deployed beside this one, may
    // have taken the place.
    if (List.of(factory.getRegistrationIDs(provider)).contains(id)) {
      factory.removeRegistration(id);
    }
  }
}
