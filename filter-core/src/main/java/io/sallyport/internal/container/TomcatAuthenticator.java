package io.sallyport.internal.container;

import jakarta.security.auth.message.config.RegistrationListener;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * Controls the valve with which Tomcat and TomEE authenticate the requests of one application. The
 * valve is found by Tomcat's MBeans and called by reflection, so that other servers need no class
 * of Tomcat.
 *
 * <p>The valve outlives a reload of the application. When a module is removed, the valve searches
 * for another, finds none and never searches again. So it is notified when a module is added.
 */
public final class TomcatAuthenticator {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final String TOMCAT = "org.apache.catalina.";

  private final RegistrationListener valve;

  private TomcatAuthenticator(RegistrationListener valve) {
    this.valve = valve;
  }

  /** Returns whether the application runs on Tomcat or a server built on it. */
  public static boolean isExpected(ServletContext application) {
    return application.getClass().getName().startsWith(TOMCAT);
  }

  /** Finds the valve of the application; empty on other servers and if MBeans are off. */
  public static Optional<TomcatAuthenticator> find(ServletContext application) {
    if (!isExpected(application)) {
      return Optional.empty();
    }
    for (MBeanServer server : servers()) {
      Optional<TomcatAuthenticator> found = find(server, application);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Set<MBeanServer> servers() {
    Set<MBeanServer> servers = new LinkedHashSet<>();
    servers.add(ManagementFactory.getPlatformMBeanServer());
    servers.addAll(MBeanServerFactory.findMBeanServer(null));
    return servers;
  }

  private static Optional<TomcatAuthenticator> find(
      MBeanServer server, ServletContext application) {
    try {
      for (ObjectName name : server.queryNames(new ObjectName("*:j2eeType=WebModule,*"), null)) {
        // Several versions and hosts may have an application of this path, so the object is
        // compared.
        if (name.getKeyProperty("name").contains(application.getContextPath())) {
          Object context = server.getAttribute(name, "managedResource");
          if (call(context, "getServletContext") == application) {
            return of(call(context, "getAuthenticator"));
          }
        }
      }
    } catch (JMException | ReflectiveOperationException e) {
      LOGGER.log(Level.DEBUG, "Tomcat authenticator not found: {0}", e.toString());
    }
    return Optional.empty();
  }

  private static Optional<TomcatAuthenticator> of(Object authenticator) {
    return authenticator instanceof RegistrationListener
        ? Optional.of(new TomcatAuthenticator((RegistrationListener) authenticator))
        : Optional.empty();
  }

  /** Makes the valve search for the registered module again. */
  void notifyOf(String layer, String application) {
    valve.notify(layer, application);
  }

  /**
   * Sets whether the session ID changes whenever a caller is registered. With a token, that is
   * every request.
   *
   * @return the previous value; empty if it cannot be set
   */
  public Optional<Boolean> changeSessionIds(boolean change) {
    try {
      Object before = call(valve, "getChangeSessionIdOnAuthentication");
      valve
          .getClass()
          .getMethod("setChangeSessionIdOnAuthentication", boolean.class)
          .invoke(valve, change);
      return Optional.of(Boolean.TRUE.equals(before));
    } catch (ReflectiveOperationException e) {
      LOGGER.log(Level.DEBUG, "changeSessionIdOnAuthentication not set: {0}", e.toString());
      return Optional.empty();
    }
  }

  private static Object call(Object target, String method)
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    return target.getClass().getMethod(method).invoke(target);
  }
}
