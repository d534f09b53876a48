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
 * One application's entry with the server's factory of authentication modules. The only class that
 * needs the factory: it is loaded when an application asks for this door, never before.
 */
public final class ProviderRegistration {

  private static final String LAYER = "HttpServlet";

  private final AuthConfigFactory factory;
  private final AuthConfigProvider provider;
  private final String application;

  // Null until it is added; the container starts and stops an application in one thread.
  private @Nullable String id;

  private ProviderRegistration(
      AuthConfigFactory factory, AuthConfigProvider provider, String application) {
    this.factory = factory;
    this.provider = provider;
    this.application = application;
  }

  /**
   * An entry for the application, under the name that Jakarta Authentication 3.0, 3.2 gives it; not
   * added yet.
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

  /** From now on the container asks our module; Tomcat's valve does after a reload too. */
  public void add(Optional<TomcatAuthenticator> tomcat) {
    id = factory.registerConfigProvider(provider, LAYER, application, "Sallyport");
    tomcat.ifPresent(authenticator -> authenticator.notifyOf(LAYER, application));
  }

  /**
   * Takes it away again; nothing of ours outlives the application. Where another version of the
   * application has been deployed meanwhile under the same name, the entry is that one's, and
   * stays.
   */
  public void remove() {
    if (id != null && Arrays.asList(factory.getRegistrationIDs(provider)).contains(id)) {
      factory.removeRegistration(id);
    }
  }
}
