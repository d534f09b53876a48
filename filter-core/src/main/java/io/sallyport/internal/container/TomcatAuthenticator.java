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
 * The valve by which Tomcat, and TomEE, authenticates the requests of one application; found by
 * Tomcat's own management beans and called by name, so that no class of Tomcat is needed elsewhere.
 *
 * <p>It outlives a reload of the application. When a module's registration is removed it looks for
 * another, finds none and never looks again; so it is notified when one is added.
 */
public final class TomcatAuthenticator {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final String TOMCAT = "org.apache.catalina.";

  private final RegistrationListener valve;

  private TomcatAuthenticator(RegistrationListener valve) {
    this.valve = valve;
  }

  /** Whether the application runs on Tomcat or on what is built from it. */
  public static boolean isExpected(ServletContext application) {
    return application.getClass().getName().startsWith(TOMCAT);
  }

  /** The valve of the application; empty on other servers and where management beans are off. */
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
        // Several versions and hosts may have an application of this path: the object decides.
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

  /** Has it look for the registered module again. */
  void notifyOf(String layer, String application) {
    valve.notify(layer, application);
  }

  /**
   * Sets whether a session gets a new id whenever a caller is reported, which with a token is every
   * request.
   *
   * @return what it was before; empty if it cannot be set
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
