package io.sallyport.internal.container;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What WildFly's management tells about the security of an application. */
public final class WildFlySecurity {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private WildFlySecurity() {}

  /**
   * Whether callers must be known to the server's own realm as well ({@code integrated-jaspi}).
   * Nothing on other servers.
   *
   * @param domain the application's security domain
   */
  public static Optional<Boolean> isJaspiIntegrated(String domain) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      Object value =
          server.getAttribute(
              new ObjectName("jboss.as:subsystem=undertow,application-security-domain=" + domain),
              "integratedJaspi");
      return value instanceof Boolean ? Optional.of((Boolean) value) : Optional.empty();
    } catch (JMException e) {
      // Another server, or one whose management is closed to us.
      LOGGER.log(Level.DEBUG, "no integrated-jaspi to be found here: {0}", e.toString());
      return Optional.empty();
    }
  }
}
