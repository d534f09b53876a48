package io.sallyport.internal.container;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/**
 * Reads WildFly's management to find whether callers must exist in the server's own realm too
 * ({@code integrated-jaspi}). Does nothing on other servers.
 */
public final class WildFlySecurity implements NotificationListener, AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private static final String STATE_BEAN = "jboss.root:type=state";
  private static final String STARTING = "starting";

  private final MBeanServer server;
  private final String domain;
  private final Runnable integrated;
  private final AtomicBoolean checked = new AtomicBoolean();

  private WildFlySecurity(MBeanServer server, String domain, Runnable integrated) {
    this.server = server;
    this.domain = domain;
    this.integrated = integrated;
  }

  /**
   * Reads the attribute now, or, if the application is deployed while the server starts, after the
   * start. Until then the attribute does not exist, and reading it makes the server log an error.
   *
   * @param domain the application's security domain
   * @param integrated runs if callers must exist in the server's realm
   */
  public static WildFlySecurity watch(String domain, Runnable integrated) {
    WildFlySecurity security =
        new WildFlySecurity(ManagementFactory.getPlatformMBeanServer(), domain, integrated);
    security.begin();
    return security;
  }

  private void begin() {
    try {
      ObjectName state = new ObjectName(STATE_BEAN);
      if (!server.isRegistered(state)) {
        return;
      }
      server.addNotificationListener(state, this, null, null);
      checkUnlessStarting();
    } catch (JMException e) {
      LOGGER.log(Level.DEBUG, "WildFly server state cannot be read: {0}", e.toString());
    }
  }

  /** Called by the server when its state has changed. */
  @Override
  public void handleNotification(Notification notification, Object handback) {
    checkUnlessStarting();
  }

  private void checkUnlessStarting() {
    try {
      Object state = server.getAttribute(new ObjectName(STATE_BEAN), "ProcessState");
      if (!STARTING.equals(state) && checked.compareAndSet(false, true) && isIntegrated()) {
        integrated.run();
      }
    } catch (JMException e) {
      LOGGER.log(Level.DEBUG, "WildFly integrated-jaspi cannot be read: {0}", e.toString());
    }
  }

  private boolean isIntegrated() throws JMException {
    ObjectName mapping =
        new ObjectName("jboss.as:subsystem=undertow,application-security-domain=" + domain);
    return Boolean.TRUE.equals(server.getAttribute(mapping, "integratedJaspi"));
  }

  /** Removes the listener from the server. */
  @Override
  public void close() {
    try {
      ObjectName state = new ObjectName(STATE_BEAN);
      if (server.isRegistered(state)) {
        server.removeNotificationListener(state, this);
      }
    } catch (JMException e) {
      LOGGER.log(Level.DEBUG, "WildFly listener not removed: {0}", e.toString());
    }
  }
}
