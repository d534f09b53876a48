package io.sallyport;

import io.sallyport.internal.container.ProviderRegistration;
import io.sallyport.internal.container.TomcatSessionIds;
import io.sallyport.internal.container.WildFlySecurity;
import io.sallyport.internal.request.ContainerIntegration;
import io.sallyport.internal.request.DispatchFilter;
import io.sallyport.internal.request.Integration;
import io.sallyport.internal.request.UnavailableFilter;
import io.sallyport.internal.startup.Assembly;
import io.sallyport.internal.startup.WildFlyCheck;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts the integration with Jakarta Security or Jakarta Authentication that the context parameter
 * {@code auth.integration} of web.xml selects. If the parameter is unset, it does nothing.
 * Containers find this class by {@code META-INF/services}.
 */
public final class ContainerInitializer implements ServletContainerInitializer {

  private static final String FILTER = "io.sallyport.dispatch-filter";

  // A separate name: a filter of the other name may exist already.
  private static final String UNAVAILABLE = "io.sallyport.unavailable-filter";

  /** Called by the container. */
  public ContainerInitializer() {}

  /**
   * Reads the settings and starts the integration.
   *
   * @throws ServletException if any setting is missing, invalid or unknown, or the server does not
   *     support the integration; the message names every problem and its fix
   */
  @Override
  public void onStartup(@Nullable Set<Class<?>> none, ServletContext application)
      throws ServletException {
    String configured = application.getInitParameter(Integration.PARAMETER);
    if (configured == null) {
      return;
    }
    boolean failed = true;
    try {
      Integration integration = read(configured);
      if (integration.isContainerWide()) {
        start(application, integration);
      }
      failed = false;
    } finally {
      if (failed) {
        // Open Liberty only logs a warning for the exception, and serves the application. This
        // filter rejects every request.
        add(application, UNAVAILABLE, new UnavailableFilter());
      }
    }
  }

  private static Integration read(String configured) throws ServletException {
    return Integration.of(configured)
        .orElseThrow(
            () ->
                new ServletException(
                    Integration.PARAMETER
                        + " (context-param): \""
                        + configured
                        + "\" is not valid; use filter, mechanism or container"));
  }

  private static void start(ServletContext application, Integration integration)
      throws ServletException {
    Assembly assembly = Assembly.of(application, integration);
    boolean started = false;
    try {
      ContainerIntegration.install(application, assembly.parts());
      application.setAttribute(AuthenticationFilter.REJECTION_COUNTS_ATTRIBUTE, assembly.counts());
      Sallyport.of(assembly).install(application);
      application.addListener(
          new ApplicationLifecycle(
              application,
              assembly,
              integration == Integration.CONTAINER ? provider(application) : null));
      addDispatches(application, new DispatchFilter(assembly.parts(), integration));
      started = true;
    } finally {
      if (!started) {
        ContainerIntegration.remove(application);
        Sallyport.remove(application);
        assembly.close();
      }
    }
  }

  private static void addDispatches(ServletContext application, Filter filter)
      throws ServletException {
    if (!add(application, FILTER, filter)) {
      throw new ServletException(
          "<filter-name> \""
              + FILTER
              + "\" in web.xml is reserved for Sallyport; use another <filter-name>");
    }
  }

  private static boolean add(ServletContext application, String name, Filter first) {
    // Null if web.xml has a filter of that name (Servlet 5.0, ServletContext.addFilter).
    FilterRegistration.@Nullable Dynamic filter = application.addFilter(name, first);
    if (filter == null) {
      return false;
    }
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    return true;
  }

  private static ProviderRegistration provider(ServletContext application) throws ServletException {
    try {
      return ProviderRegistration.of(application, ContainerAuthModule::new);
    } catch (NoClassDefFoundError | IllegalStateException e) {
      throw new ServletException(
          Integration.PARAMETER
              + " (context-param): \"container\" needs Jakarta Authentication, which this server does"
              + " not have; use the <filter>",
          e);
    }
  }

  /**
   * Registers and removes what the server keeps for the running application. It starts together
   * with the application's listeners, not earlier: if the start fails before the listeners, a
   * container does not call {@code contextDestroyed}.
   */
  private static final class ApplicationLifecycle implements ServletContextListener {

    private final ServletContext application;
    private final Assembly assembly;
    private final @Nullable ProviderRegistration registration;

    // Null until the application starts.
    private @Nullable WildFlySecurity security;
    private @Nullable TomcatSessionIds tomcat;

    private ApplicationLifecycle(
        ServletContext application,
        Assembly assembly,
        @Nullable ProviderRegistration registration) {
      this.application = application;
      this.assembly = assembly;
      this.registration = registration;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
      if (registration != null) {
        tomcat = TomcatSessionIds.begin(application);
        registration.add(tomcat.authenticator());
      }
      security = WildFlyCheck.begin(application);
    }

    // The parts that the server can still call are removed first.
    @Override
    public void contextDestroyed(ServletContextEvent event) {
      if (registration != null) {
        registration.remove();
      }
      if (tomcat != null) {
        tomcat.end();
      }
      ContainerIntegration.remove(application);
      Sallyport.remove(application);
      assembly.close();
      if (security != null) {
        security.close();
      }
    }
  }
}
