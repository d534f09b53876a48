package io.sallyport;

import io.sallyport.internal.container.ProviderRegistration;
import io.sallyport.internal.container.WildFlySecurity;
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

  private static final String FILTER = "io.sallyport.container-door";

  /** For the container. */
  public ContainerInitializer() {}

  /**
   * Reads the settings and opens the door.
   *
   * @throws ServletException if any setting is missing, wrong or unknown, or the door cannot be had
   *     here; every problem is named, with its remedy
   */
  @Override
  public void onStartup(@Nullable Set<Class<?>> none, ServletContext application)
      throws ServletException {
    String asked = application.getInitParameter(FrontDoor.PARAMETER);
    if (asked == null) {
      return;
    }
    boolean shut = true;
    try {
      FrontDoor door = read(asked);
      if (door.isContainerWide()) {
        open(application, door);
      }
      shut = false;
    } finally {
      if (shut) {
        // Open Liberty only warns of what is thrown, and serves the application: then nobody gets
        // in.
        add(application, new ClosedFilter());
      }
    }
  }

  private static FrontDoor read(String asked) throws ServletException {
    return FrontDoor.of(asked)
        .orElseThrow(
            () ->
                new ServletException(
                    "web.xml parameter \""
                        + FrontDoor.PARAMETER
                        + "\" is \""
                        + asked
                        + "\"; use filter, mechanism or container"));
  }

  private static void open(ServletContext application, FrontDoor door) throws ServletException {
    Assembly parts = Assembly.of(application, door);
    Lifetime lifetime = new Lifetime(parts);
    boolean opened = false;
    try {
      ContainerDoor.install(application, parts);
      lifetime.begin(application, door);
      application.addListener(lifetime);
      add(application, new DispatchFilter(parts, door));
      opened = true;
    } finally {
      if (!opened) {
        lifetime.end(application);
      }
    }
  }

  private static void add(ServletContext application, Filter first) {
    FilterRegistration.Dynamic filter = application.addFilter(FILTER, first);
    if (filter == null) {
      // web.xml has one of this name, which then stands in its place; the start fails all the same.
      return;
    }
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
  }

  private static ProviderRegistration register(ServletContext application) throws ServletException {
    try {
      return ProviderRegistration.add(application, ContainerAuthModule::new);
    } catch (NoClassDefFoundError | IllegalStateException e) {
      throw new ServletException(
          "web.xml parameter \""
              + FrontDoor.PARAMETER
              + "\" is container, and this server has no Jakarta Authentication: use the <filter>",
          e);
    }
  }

  /** What the application leaves with the server, from its start to its end. */
  private static final class Lifetime implements ServletContextListener {

    private final Assembly parts;
    private @Nullable WildFlySecurity security;
    private @Nullable ProviderRegistration registration;

    private Lifetime(Assembly parts) {
      this.parts = parts;
    }

    private void begin(ServletContext application, FrontDoor door) throws ServletException {
      if (door == FrontDoor.CONTAINER) {
        registration = register(application);
      }
      security = WildFlyCheck.begin(application);
    }

    // First what others could still call.
    private void end(ServletContext application) {
      if (registration != null) {
        registration.remove();
      }
      ContainerDoor.remove(application);
      parts.close();
      if (security != null) {
        security.close();
      }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
      end(event.getServletContext());
    }
  }
}
