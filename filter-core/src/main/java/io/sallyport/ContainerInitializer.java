package io.sallyport;

import io.sallyport.internal.container.ProviderRegistration;
import io.sallyport.internal.container.TomcatSession;
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
 * Prepares an application whose web.xml asks, by the context parameter {@code auth.integration},
 * for one of the doors that the container itself opens. Without that parameter it does nothing.
 * Containers find this class by {@code META-INF/services}.
 */
public final class ContainerInitializer implements ServletContainerInitializer {

  private static final String FILTER = "io.sallyport.dispatch-filter";

  // A name of its own: the other may be taken already.
  private static final String CLOSED = "io.sallyport.unavailable-filter";

  /** For the container. */
  public ContainerInitializer() {}

  /**
   * Reads the settings and opens the integration.
   *
   * @throws ServletException if any setting is missing, wrong or unknown, or the integration cannot
   *     be had here; every problem is named, with its remedy
   */
  @Override
  public void onStartup(@Nullable Set<Class<?>> none, ServletContext application)
      throws ServletException {
    String asked = application.getInitParameter(Integration.PARAMETER);
    if (asked == null) {
      return;
    }
    boolean shut = true;
    try {
      Integration integration = read(asked);
      if (integration.isContainerWide()) {
        open(application, integration);
      }
      shut = false;
    } finally {
      if (shut) {
        // Open Liberty only warns of what is thrown, and serves the application: then nobody gets
        // in.
        add(application, CLOSED, new UnavailableFilter());
      }
    }
  }

  private static Integration read(String asked) throws ServletException {
    return Integration.of(asked)
        .orElseThrow(
            () ->
                new ServletException(
                    Integration.PARAMETER
                        + " (context-param): \""
                        + asked
                        + "\" is not valid; use filter, mechanism or container"));
  }

  private static void open(ServletContext application, Integration integration)
      throws ServletException {
    Assembly assembly = Assembly.of(application, integration);
    boolean opened = false;
    try {
      ContainerIntegration.install(application, assembly.parts());
      application.setAttribute(AuthenticationFilter.REJECTION_COUNTS_ATTRIBUTE, assembly.counts());
      Sallyport.of(assembly).install(application);
      application.addListener(
          new Attendance(
              application,
              assembly,
              integration == Integration.CONTAINER ? provider(application) : null));
      addDispatches(application, new DispatchFilter(assembly.parts(), integration));
      opened = true;
    } finally {
      if (!opened) {
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
    // Null where web.xml has a filter of that name (Servlet 5.0, ServletContext.addFilter).
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
   * What the application has with the server while it runs. Begun with the listeners and not
   * before: a container that gives the start up between ours and theirs would tell nobody to end
   * it.
   */
  private static final class Attendance implements ServletContextListener {

    private final ServletContext application;
    private final Assembly assembly;
    private final @Nullable ProviderRegistration registration;

    // Null until the application starts.
    private @Nullable WildFlySecurity security;
    private @Nullable TomcatSession tomcat;

    private Attendance(
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
        tomcat = TomcatSession.begin(application);
        registration.add(tomcat.authenticator());
      }
      security = WildFlyCheck.begin(application);
    }

    // First what others could still call.
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
