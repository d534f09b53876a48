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
    try {
      FrontDoor door = read(asked);
      if (door.isContainerWide()) {
        open(application, door);
      }
    } catch (ServletException e) {
      // Open Liberty only warns of this, and serves the application: then nobody gets in.
      add(application, new ClosedFilter());
      throw e;
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
    ContainerDoor.install(application, parts);
    application.addListener(
        new Closing(
            parts,
            WildFlyCheck.begin(application),
            door == FrontDoor.CONTAINER ? register(application) : null));
    add(application, new DispatchFilter(parts, door));
  }

  private static void add(ServletContext application, Filter first) {
    FilterRegistration.Dynamic filter = application.addFilter("io.sallyport", first);
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

  /** Takes away what the application leaves with the server. */
  private static final class Closing implements ServletContextListener {

    private final Assembly parts;
    private final WildFlySecurity security;
    private final @Nullable ProviderRegistration registration;

    private Closing(
        Assembly parts, WildFlySecurity security, @Nullable ProviderRegistration registration) {
      this.parts = parts;
      this.security = security;
      this.registration = registration;
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
      ContainerDoor.remove(event.getServletContext());
      parts.close();
      security.close();
      if (registration != null) {
        registration.remove();
      }
    }
  }
}
