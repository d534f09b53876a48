package io.sallyport.internal.container;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.ServletContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registers the authentication module of one application with the server's factory. Only this class
 * needs the factory, and it is loaded only if an application selects this integration.
 */
public final class ProviderRegistration {

  private static final String LAYER = "HttpServlet";

  private final AuthConfigFactory factory;
  private final AuthConfigProvider provider;
  private final String application;

  // Null until it is added. The container starts and stops an application in one thread.
  private @Nullable String id;

  private ProviderRegistration(
      AuthConfigFactory factory, AuthConfigProvider provider, String application) {
    this.factory = factory;
    this.provider = provider;
    this.application = application;
  }

  /**
   * Creates the registration of the application, under the name that Jakarta Authentication 3.0,
   * 3.2 defines. It is not added yet.
   *
   * @throws IllegalStateException if the server has no factory
   */
  public static ProviderRegistration of(
      ServletContext application, Supplier<ServerAuthModule> modules) {
    AuthConfigFactory factory = AuthConfigFactory.getFactory();
    if (factory == null) {
      throw new IllegalStateException("this server has no AuthConfigFactory");
    }
    String name = application.getVirtualServerName() + " " + application.getContextPath();
    return new ProviderRegistration(factory, new ModuleProvider(modules), name);
  }

  /** Adds the module. Tomcat's valve is notified, so that it uses the module after a reload too. */
  public void add(Optional<TomcatAuthenticator> tomcat) {
    id = factory.registerConfigProvider(provider, LAYER, application, "Sallyport");
    tomcat.ifPresent(authenticator -> authenticator.notifyOf(LAYER, application));
  }

  /**
   * Removes the module. If another version of the application has been deployed under the same
   * name, the registration belongs to that version and stays.
   */
  public void remove() {
    if (id != null && Arrays.asList(factory.getRegistrationIDs(provider)).contains(id)) {
      factory.removeRegistration(id);
    }
  }
}
